using Simulator.Systems.Inference;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Memory;

/// <summary>What the memory of one GPU holds during a step, in bytes; of the pipeline stage that holds most.</summary>
/// <param name="Weights">Weights with their scales.</param>
/// <param name="KvCache">Keys and values of the sequences in flight.</param>
/// <param name="State">Recurrent states and convolution windows of the sequences in flight.</param>
/// <param name="Activations">The peak of intermediate results.</param>
/// <param name="Runtime">Driver context, libraries, communication buffers and workspaces.</param>
/// <param name="Capacity">The memory of the GPU.</param>
public sealed record MemoryFootprint(double Weights, double KvCache, double State, double Activations, double Runtime, double Capacity)
{
    /// <summary>
    /// Bytes that the driver's context, the libraries' workspaces and the communication buffers take: what an idle inference engine shows before it
    /// loads a model, 1 to 2 GB; estimated.
    /// </summary>
    public const double RuntimeBytes = 1.5e9;

    /// <summary>Everything together.</summary>
    public double Total => Weights + KvCache + State + Activations + Runtime;

    /// <summary>What is left; negative where the step does not fit.</summary>
    public double Free => Capacity - Total;

    /// <summary>Whether the step fits.</summary>
    public bool Fits => Total <= Capacity;

    /// <summary>Works out the memory of a step.</summary>
    /// <param name="request">The step; with pipeline stages, as many batches as stages are in flight.</param>
    /// <param name="trace">Its operators.</param>
    /// <param name="capacity">The memory of the GPU, in bytes.</param>
    /// <returns>The footprint.</returns>
    public static MemoryFootprint Of(InferenceRequest request, Trace trace, double capacity)
    {
        var (model, step, recipe, parallelism) = request;
        double sequences = 0, tokens = 0;
        if (step.Phase != Phase.Encode)
        {
            sequences = (double)step.Batch * parallelism.Pp;
            tokens = (double)step.Context + step.NewTokens;
        }

        var cache = Workloads.Memory.KvCache.Of(model, recipe, parallelism);
        return new MemoryFootprint(
            WeightFootprint.PerRank(model, recipe, parallelism).Bytes,
            sequences * (cache.BytesPerSequence(tokens) - cache.StateBytes),
            sequences * cache.StateBytes,
            ActivationFootprint.PeakBytes(model, step, recipe, trace),
            RuntimeBytes,
            capacity);
    }
}
