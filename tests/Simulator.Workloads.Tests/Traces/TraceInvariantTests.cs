using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Workloads.Tests.Traces;

public class TraceInvariantTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    public static TheoryData<string> Ids => [.. Catalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_phase_of_every_model_has_a_trace(string id)
    {
        var model = Catalog.Load(id);
        foreach (var phase in model.Phases)
        {
            foreach (var recipe in PrecisionRecipe.Names)
            {
                var trace = TraceBuilder.Build(model, StepOf(phase), PrecisionRecipe.Parse(recipe, model), Parallelism.Single);
                Assert.All(trace.Rows, row =>
                {
                    Assert.True(row.Repeat >= 1 && row.Operator.Flops >= 0, $"{row}");
                    Assert.Equal(row.Operator, OperatorVocabulary.Parse(row.Operator.Op, row.Operator.PrecisionName, row.Operator.Shape));
                });
            }
        }
    }

    [Theory]
    [InlineData("llama-3.1-8b")]
    [InlineData("llama-3.1-405b")]
    [InlineData("qwen3-32b")]
    [InlineData("mixtral-8x7b")]
    [InlineData("qwen3-235b-a22b")]
    [InlineData("gpt-oss-120b")]
    [InlineData("deepseek-v3")]
    [InlineData("nemotron-h-56b")]
    [InlineData("nemotron-3-nano-30b-a3b")]
    [InlineData("nemotron-3-super-120b-a12b")]
    [InlineData("nemotron-3-ultra-550b-a55b")]
    [InlineData("llama-3.3-nemotron-super-49b")]
    [InlineData("qwen3.5-35b-a3b")]
    public void Products_with_weights_are_two_operations_per_active_parameter_and_token(string id)
    {
        const int tokens = 1000;
        var model = Catalog.Load(id);
        var trace = TraceBuilder.Build(model, StepShape.Prefill(1, tokens), PrecisionRecipe.Of(GemmPrecisions.Bf16), Parallelism.Single);
        var head = 2.0 * model.Vocab * model.Hidden;
        var products = trace.Rows.Where(r => r.Operator is GemmOperator or MoeOperator).Sum(r => r.Repeat * r.Operator.Flops);
        var expected = (2.0 * model.Parameters.Active * tokens) - (head * (tokens - 1));
        Assert.InRange(products / expected, 0.998, 1.0);
    }

    [Fact]
    public void Attention_of_a_prompt_is_half_of_the_square()
    {
        const int tokens = 4096;
        var trace = TraceBuilder.Build(Catalog.Load("llama-3.1-8b"), StepShape.Prefill(1, tokens), PrecisionRecipe.Of(GemmPrecisions.Bf16), Parallelism.Single);
        var attention = trace.Rows.Where(r => r.Operator is AttentionPrefillOperator).Sum(r => r.Repeat * r.Operator.Flops);
        Assert.Equal(32 * 4.0 * 4096 * tokens * (tokens + 1) / 2, attention);
    }

    [Theory]
    [InlineData("llama-3.1-70b", 8)]
    [InlineData("qwen3-32b", 4)]
    [InlineData("mixtral-8x7b", 8)]
    [InlineData("nemotron-h-56b", 8)]
    [InlineData("llama-3.3-nemotron-super-49b", 2)]
    public void Ranks_share_the_matrix_products_without_remainder(string id, int tp)
    {
        var model = Catalog.Load(id);
        foreach (var step in (StepShape[])[StepShape.Prefill(2, 512), StepShape.Decode(64, 2048)])
            Assert.InRange(Products(model, step, new Parallelism { Tp = tp }) * tp / Products(model, step, Parallelism.Single), 1, 1.01);
    }

    [Fact]
    public void Replicated_key_value_heads_cost_their_projection_on_every_rank()
    {
        var model = Catalog.Load("qwen3-235b-a22b");
        var trace = TraceBuilder.Build(model, StepShape.Decode(1, 1024), PrecisionRecipe.Of(GemmPrecisions.Bf16), new Parallelism { Tp = 8 });
        var qkv = Assert.IsType<GemmOperator>(trace.Rows.First(r => r.Name == "attention.qkv").Operator);
        Assert.Equal((64 / 8 * 128) + (2 * 128), qkv.N);
    }

    [Fact]
    public void Experts_count_the_tokens_of_all_data_parallel_groups()
    {
        var model = Catalog.Load("deepseek-v3");
        var trace = TraceBuilder.Build(model, StepShape.Decode(32, 1024), PrecisionRecipe.Follow(model), new Parallelism { Dp = 16 });
        var moe = Assert.IsType<MoeOperator>(trace.Rows.First(r => r.Name == "moe.experts").Operator);
        Assert.Equal((512, 1, 16), (moe.Tokens, moe.Tp, moe.Ep));
        Assert.Contains(trace.Rows, r => r.Operator is CollectiveOperator { Kind: CollectiveKind.AllToAll, Gpus: 16, Nodes: 2 });
        Assert.DoesNotContain(trace.Rows, r => r.Operator is CollectiveOperator { Kind: CollectiveKind.AllReduceFused });
    }

    [Fact]
    public void Latent_experts_work_at_the_width_of_the_latent()
    {
        var trace = TraceBuilder.Build(
            Catalog.Load("nemotron-3-super-120b-a12b"), StepShape.Decode(8, 1024), PrecisionRecipe.Of(GemmPrecisions.Fp8), Parallelism.Single);
        var moe = Assert.IsType<MoeOperator>(trace.Rows.First(r => r.Name == "moe.experts").Operator);
        Assert.Equal((1024, 2688, 2), (moe.Hidden, moe.Inter, moe.Matrices));
    }

    [Fact]
    public void Groups_beyond_a_node_exchange_through_the_library_over_several_nodes()
    {
        var trace = TraceBuilder.Build(
            Catalog.Load("llama-3.1-405b"), StepShape.Decode(8, 1024), PrecisionRecipe.Of(GemmPrecisions.Fp8), new Parallelism { Tp = 16, Pp = 2 });
        Assert.Contains(trace.Rows, r => r.Operator is CollectiveOperator { Kind: CollectiveKind.AllReduce, Nodes: 2 });
        Assert.Contains(trace.Rows, r => r.Name == "pipeline.send_recv" && r.Operator is CollectiveOperator { Nodes: 2 });
    }

    [Fact]
    public void Sequence_parallel_norms_take_their_share_of_the_tokens()
    {
        var model = Catalog.Load("llama-3.1-70b");
        var trace = TraceBuilder.Build(
            model, StepShape.Prefill(1, 4096), PrecisionRecipe.Of(GemmPrecisions.Bf16), new Parallelism { Tp = 8, SequenceParallel = true });
        Assert.Equal(512, Assert.IsType<NormOperator>(trace.Rows.First(r => r.Name == "mlp.norm").Operator).Tokens);
        Assert.DoesNotContain(trace.Rows, r => r.Operator is CollectiveOperator { Kind: CollectiveKind.AllReduceFused });
    }

    [Fact]
    public void The_producer_quantises_for_a_quantised_product()
    {
        var model = Catalog.Load("llama-3.1-8b");
        var trace = TraceBuilder.Build(model, StepShape.Decode(8, 1024), PrecisionRecipe.Of(GemmPrecisions.Fp8), Parallelism.Single);
        Assert.Equal("bf16/out-fp8", trace.Rows.First(r => r.Name == "mlp.norm").Operator.PrecisionName);
        Assert.True(Assert.IsType<GemmOperator>(trace.Rows.First(r => r.Name == "mlp.gate_up").Operator).QuantisedInput);
        Assert.False(Assert.IsType<GemmOperator>(trace.Rows.First(r => r.Name == "attention.output").Operator).QuantisedInput);
        Assert.Equal("bf16", trace.Rows.First(r => r.Name == "head.lm_head").Operator.PrecisionName);
    }

    [Fact]
    public void A_uniform_model_folds_to_few_rows() => Assert.InRange(
        TraceBuilder.Build(Catalog.Load("llama-3.1-405b"), StepShape.Decode(1, 1), PrecisionRecipe.Of(GemmPrecisions.Bf16), Parallelism.Single).Rows.Length, 10, 15);

    [Fact]
    public void Excluded_layers_keep_their_precision_and_stand_apart()
    {
        var model = Catalog.Load("nemotron-3-nano-30b-a3b-nvfp4");
        var trace = TraceBuilder.Build(model, StepShape.Decode(1, 1024), PrecisionRecipe.Follow(model), Parallelism.Single);
        var projections = trace.Rows.Where(r => r.Name == "mamba.in_proj").Select(r => (r.Operator.PrecisionName, r.Repeat));
        Assert.Equal([("nvfp4", 17), ("bf16", 6)], projections);
    }

    private static double Products(ModelDescription model, StepShape step, Parallelism parallelism) =>
        TraceBuilder.Build(model, step, PrecisionRecipe.Of(GemmPrecisions.Bf16), parallelism).Rows
            .Where(r => r.Operator.IsMatrixProduct && r.Name != "moe.router")
            .Sum(r => r.Repeat * r.Operator.Flops);

    private static StepShape StepOf(Phase phase) => phase switch
    {
        Phase.Prefill => StepShape.Prefill(2, 100, 28),
        Phase.Decode => StepShape.Decode(4, 300),
        _ => StepShape.Encode(2, 256),
    };
}
