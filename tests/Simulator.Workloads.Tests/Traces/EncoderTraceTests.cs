using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Workloads.Tests.Traces;

public class EncoderTraceTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    [Fact]
    public void A_decoder_with_cross_attention_reads_the_encoders_positions()
    {
        var rows = Build("whisper-large-v3", StepShape.Decode(8, 100)).Rows;
        var cross = Assert.IsType<AttentionCrossOperator>(rows.Single(r => r.Name == "cross_attention.attention").Operator);
        Assert.Equal((1, 1500, 20), (cross.Seq, cross.Kv, cross.Heads));
        Assert.Equal(100, Assert.IsType<AttentionDecodeOperator>(rows.Single(r => r.Name == "attention.attention").Operator).Kv);
    }

    [Fact]
    public void A_speech_encoder_runs_its_layers_and_projects_keys_and_values_for_every_decoder_layer()
    {
        var rows = Build("whisper-large-v3", StepShape.Encode(2, 1500)).Rows;
        Assert.Equal(32, rows.Single(r => r.Name == "audio.attention.attention").Repeat);
        Assert.Equal(32, rows.Single(r => r.Name == "audio.cross_attention.key_value").Repeat);
        Assert.Equal(new GemmOperator(GemmPrecisions.Bf16, 2 * 3000, 1280, 128 * 3), rows.Single(r => r.Name == "audio.conv1").Operator);
    }

    [Fact]
    public void Products_of_a_text_encoder_are_two_operations_per_layer_parameter_and_token()
    {
        var model = Catalog.Load("bge-m3");
        var products = Build("bge-m3", StepShape.Encode(4, 512)).Rows
            .Where(r => r.Operator is GemmOperator && !r.Name.StartsWith("head.", StringComparison.Ordinal))
            .Sum(r => r.Repeat * r.Operator.Flops);
        Assert.Equal(2.0 * 4 * 512 * 24 * ((4 * 1024 * 1024) + (2 * 1024 * 4096)), products);
        Assert.Equal(24, model.Layers.Length);
    }

    [Fact]
    public void A_reranker_scores_each_sequence_and_an_embedding_model_does_not()
    {
        Assert.Contains(Build("bge-reranker-v2-m3", StepShape.Encode(4, 512)).Rows, r => r.Operator is GemmOperator { M: 4, N: 1 });
        Assert.DoesNotContain(Build("bge-m3", StepShape.Encode(4, 512)).Rows, r => r.Name == "head.scores");
    }

    [Fact]
    public void Patches_merge_four_to_one_and_every_merger_runs()
    {
        var rows = Build("qwen3-vl-32b", StepShape.Encode(1, 1024)).Rows;
        Assert.Equal(new GemmOperator(GemmPrecisions.Bf16, 256, 5120, 4608), rows.Single(r => r.Name == "vision.merger.down").Operator);
        Assert.Equal(3, rows.Single(r => r.Name == "vision.deepstack.down").Repeat);
        Assert.Equal(27, rows.Single(r => r.Name == "vision.attention.attention").Repeat);
    }

    [Fact]
    public void A_quantised_recipe_leaves_the_vision_encoder_alone() => Assert.All(
        Build("qwen3-vl-32b", StepShape.Encode(1, 1024), GemmPrecisions.Fp8).Rows, r => Assert.Equal("bf16", r.Operator.PrecisionName));

    private static Trace Build(string id, StepShape step, GemmPrecision? precision = null) =>
        TraceBuilder.Build(Catalog.Load(id), step, PrecisionRecipe.Of(precision ?? GemmPrecisions.Bf16), Parallelism.Single);
}
