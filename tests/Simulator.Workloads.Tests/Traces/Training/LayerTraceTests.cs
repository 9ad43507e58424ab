using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces.Training;

namespace Simulator.Workloads.Tests.Traces.Training;

public class LayerTraceTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    public static TheoryData<string> Decoders => [.. Catalog.Ids.Where(id => Catalog.Load(id).Kind == ModelKind.Decoder)];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Gradients_ask_for_twice_the_operations_of_the_forward_pass(string id)
    {
        var model = Catalog.Load(id);
        var builder = Builder(model);
        foreach (var trace in model.Layers.Distinct().Select(l => builder.Layer(l, GemmPrecisions.Bf16)).Append(builder.Head()))
            Assert.Equal(2 * trace.ForwardFlops, trace.BackwardFlops, 1e-9 * trace.ForwardFlops);
    }

    [Fact]
    public void A_product_has_two_gradients_of_its_own_size()
    {
        var model = Catalog.Load("llama-3.1-8b");
        var trace = Builder(model).Layer(model.Layers[0], GemmPrecisions.Bf16);
        var forward = Product(trace.Forward, "mlp.down");
        Assert.Equal((4096, 4096, 14336), (forward.M, forward.N, forward.K));
        var data = Product(trace.Backward, "mlp.down.dgrad");
        Assert.Equal((4096, 14336, 4096), (data.M, data.N, data.K));
        var weight = Product(trace.Backward, "mlp.down.wgrad");
        Assert.Equal((4096, 14336, 4096), (weight.M, weight.N, weight.K));
    }

    [Fact]
    public void Tensor_parallel_passes_gather_and_scatter_in_turn()
    {
        var model = Catalog.Load("llama-3.1-8b");
        var trace = Builder(model, tp: 4).Layer(model.Layers[0], GemmPrecisions.Bf16);
        Assert.Equal([CollectiveKind.AllGather, CollectiveKind.ReduceScatter, CollectiveKind.AllGather, CollectiveKind.ReduceScatter], Kinds(trace.Forward));

        // Of each block: the gradient of its sum, the input again for the weight's gradient, the gradient of its gather.
        Assert.Equal(
            [
                CollectiveKind.AllGather, CollectiveKind.AllGather, CollectiveKind.ReduceScatter, CollectiveKind.AllGather, CollectiveKind.AllGather,
                CollectiveKind.ReduceScatter,
            ],
            Kinds(trace.Backward));
    }

    [Fact]
    public void A_ring_passes_keys_and_values_to_all_ranks_but_one()
    {
        var model = Catalog.Load("llama-3.1-8b");
        var trace = Builder(model, cp: 4).Layer(model.Layers[0], GemmPrecisions.Bf16);
        var ring = trace.Forward.Single(r => r.Role == TrainingRole.ContextExchange);
        Assert.Equal(3, ring.Repeat);
        Assert.Equal(1024 * 2 * 8 * 128 * 2, ((CollectiveOperator)ring.Operator).Bytes);
        var whole = Builder(model).Layer(model.Layers[0], GemmPrecisions.Bf16);
        Assert.Equal(whole.ForwardFlops, 4 * trace.ForwardFlops, 1e-4 * whole.ForwardFlops);
    }

    [Fact]
    public void Recipes_cast_what_their_scales_ask_for()
    {
        var model = Catalog.Load("llama-3.1-8b");
        int Casts(string recipe) => new LayerTraceBuilder(model, TrainingRecipe.Parse(recipe), Slice())
            .Layer(model.Layers[0], TrainingRecipe.Parse(recipe).OfLayer(5, 32)) is var t ? t.Forward.Concat(t.Backward).Count(r =>
                r.Operator is CastOperator) : 0;
        Assert.Equal((0, 8, 5, 8), (Casts("bf16"), Casts("fp8-current"), Casts("fp8-delayed"), Casts("mxfp8")));
    }

    [Fact]
    public void Layers_at_the_ends_stay_in_16_bits_where_the_recipe_says_so()
    {
        int Wide(string recipe) => Enumerable.Range(0, 48).Count(i => TrainingRecipe.Parse(recipe).OfLayer(i, 48) == GemmPrecisions.Bf16);
        Assert.Equal((48, 2, 0, 0, 8), (Wide("bf16"), Wide("fp8"), Wide("fp8-delayed"), Wide("mxfp8"), Wide("nvfp4")));
    }

    [Fact]
    public void Narrow_inputs_keep_fewer_bytes()
    {
        var model = Catalog.Load("llama-3.1-8b");
        double Saved(string recipe) => new LayerTraceBuilder(model, TrainingRecipe.Parse(recipe), Slice())
            .Layer(model.Layers[0], TrainingRecipe.Parse(recipe).OfLayer(5, 32)).SavedBytes;
        Assert.True(Saved("fp8") < Saved("bf16"));
    }

    private static IEnumerable<CollectiveKind> Kinds(IEnumerable<TrainingRow> rows) => rows.Select(r => r.Operator).OfType<CollectiveOperator>().Select(c =>
        c.Kind);

    private static GemmOperator Product(IEnumerable<TrainingRow> rows, string name) => (GemmOperator)rows.Single(r => r.Name == name).Operator;

    private static LayerTraceBuilder Builder(ModelDescription model, int tp = 1, int cp = 1) => new(model, TrainingRecipe.Bf16, Slice(tp, cp));

    private static TrainingSlice Slice(int tp = 1, int cp = 1) => new(1, 4096, tp, cp, 1, 8);
}
