using Simulator.Systems.Training;
using Simulator.Systems.Training.Memory;

namespace Simulator.Systems.Tests.Training;

public class TrainingMemoryTests
{
    [Fact]
    public void Shards_add_up_to_the_whole()
    {
        var parameters = Catalogue.Models.Load("llama-3.1-8b").Parameters.Total;
        foreach (var zero in new[] { 1, 2, 3 })
        {
            var memory = Steps.Llama8(layout: new TrainingParallelism { Dp = 8, Zero = zero }).Simulate().Memory;
            Assert.Equal(parameters * 4, 8 * memory.MasterWeights, parameters * 1e-6);
            Assert.Equal(parameters * 8, 8 * memory.OptimizerStates, parameters * 1e-6);
            Assert.Equal(parameters * 4, (zero >= 2 ? 8 : 1) * memory.Gradients, parameters * 1e-6);
        }
    }

    [Fact]
    public void Each_stage_of_sharding_needs_less()
    {
        var totals = Enumerable.Range(0, 4).Select(z => Steps.Llama8(layout: new TrainingParallelism { Dp = 8, Zero = z }).Simulate().Memory.Total).ToArray();
        Assert.Equal(totals.OrderDescending(), totals);
        Assert.Equal(4, totals.Distinct().Count());
    }

    [Fact]
    public void Tensor_parallel_ranks_divide_weights_and_activations()
    {
        var one = Steps.Llama8(layout: new TrainingParallelism { Dp = 8 }).Simulate().Memory;
        var four = Steps.Llama8(layout: new TrainingParallelism { Tp = 4, Dp = 2 }).Simulate().Memory;
        Assert.Equal(one.Weights / 4, four.Weights, 0.001 * one.Weights);
        Assert.InRange(four.Activations, one.Activations / 4.5, one.Activations / 3);
    }

    [Fact]
    public void Larger_microbatches_and_longer_sequences_keep_more()
    {
        var small = Steps.Of("llama-3.1-8b", 32, 2048, "hgx-h100", 1, "bf16", new TrainingParallelism { Dp = 8 }).Simulate().Memory;
        var wide = Steps.Of("llama-3.1-8b", 32, 2048, "hgx-h100", 1, "bf16", new TrainingParallelism { Dp = 8 }, microBatch: 2).Simulate().Memory;
        var deep = Steps.Of("llama-3.1-8b", 32, 4096, "hgx-h100", 1, "bf16", new TrainingParallelism { Dp = 8 }).Simulate().Memory;
        Assert.Equal(2 * small.Activations, wide.Activations, 0.001 * wide.Activations);
        Assert.Equal(2 * small.Activations, deep.Activations, 0.001 * deep.Activations);
    }

    [Fact]
    public void Activations_of_a_layer_are_those_of_the_published_count()
    {
        // Korthikanti et al., 2022, equation 2 without dropout masks and with scores never stored: 32 bytes per token and unit of width.
        var model = Catalogue.Models.Load("mpt-7b");
        var memory = Steps.Of("mpt-7b", 8, 2048, "hgx-h100", 1, "bf16", new TrainingParallelism { Dp = 8 }).Simulate().Memory;
        var layers = 32.0 * 2048 * model.Hidden * model.Layers.Length;
        var head = 2048.0 * (2 * model.Vocab + 4 * model.Hidden);
        Assert.Equal(layers + head, memory.Activations, 0.01 * layers);
    }

    [Fact]
    public void Full_recomputation_keeps_the_inputs_of_layers_alone()
    {
        var memory = (Steps.Llama8() with { Recompute = Recomputation.Full }).Simulate().Memory;
        var model = Catalogue.Models.Load("llama-3.1-8b");
        var inputs = 2.0 * 4096 * model.Hidden * model.Layers.Length;
        var head = 4096.0 * (2 * model.Vocab + 4 * model.Hidden);
        Assert.Equal(inputs + head, memory.Activations, 0.01 * memory.Activations);
    }

    [Fact]
    public void What_does_not_fit_gets_the_nearest_configuration_that_does()
    {
        var prediction = TrainingPrediction.Of(Steps.Llama8(layout: new TrainingParallelism { Dp = 8, Zero = 0 }), Catalogue.Coefficients);
        Assert.False(prediction.Result.Memory.Fits);
        Assert.Empty(prediction.Elasticities);
        var advice = Assert.IsType<TrainingAdvice>(prediction.Advice);
        Assert.True(advice.Request.Simulate().Memory.Fits);
        Assert.StartsWith("--", advice.Changes, StringComparison.Ordinal);
    }
}
