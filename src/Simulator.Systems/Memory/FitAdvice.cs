using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Memory;

/// <summary>What would make a step fit that does not.</summary>
/// <param name="SmallestTp">The smallest tensor parallelism with which it fits at the same batch; null where none does.</param>
/// <param name="LargestBatch">The largest batch per data-parallel group that fits at the same parallelism; 0 where not even one sequence does.</param>
public sealed record FitAdvice(int? SmallestTp, int LargestBatch)
{
    /// <summary>Looks for what would fit.</summary>
    /// <param name="request">The step that does not fit.</param>
    /// <param name="capacity">The memory of the GPU, in bytes.</param>
    /// <param name="gpus">GPUs of the system: tensor parallelism goes no further.</param>
    /// <returns>The advice.</returns>
    public static FitAdvice For(InferenceRequest request, double capacity, int gpus)
    {
        int? smallest = null;
        for (var tp = request.Parallelism.Tp * 2; tp * request.Parallelism.Pp * request.Parallelism.Dp <= gpus && smallest is null; tp *= 2)
        {
            if (Fits(request with { Parallelism = request.Parallelism with { Tp = tp } }, capacity))
            {
                smallest = tp;
            }
        }

        int fits = 0, tooLarge = request.Step.Batch;
        while (tooLarge - fits > 1)
        {
            var middle = fits + (tooLarge - fits) / 2;
            if (Fits(request with { Step = request.Step with { Batch = middle } }, capacity))
            {
                fits = middle;
            }
            else
            {
                tooLarge = middle;
            }
        }

        return new FitAdvice(smallest, fits);
    }

    /// <summary>One clause that says what would fit.</summary>
    /// <param name="parallelism">The present parallelism.</param>
    /// <returns>The text.</returns>
    public string Describe(Parallelism parallelism)
    {
        var tp = parallelism.Tp;
        var larger = SmallestTp is { } smallest ? $"fits with --tp {smallest}" : "fits with no larger --tp on this system";
        return LargestBatch > 0
            ? $"{larger}, or with --batch {LargestBatch * parallelism.Dp} at --tp {tp}"
            : $"{larger}, and with no batch at --tp {tp}";
    }

    private static bool Fits(InferenceRequest request, double capacity)
    {
        try
        {
            return MemoryFootprint.Of(request, request.BuildTrace(), capacity).Fits;
        }
        catch (InputException)
        {
            // The model cannot be divided so: it does not fit that way either.
            return false;
        }
    }
}
