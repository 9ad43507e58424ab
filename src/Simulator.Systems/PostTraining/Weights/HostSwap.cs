using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.PostTraining.Learning;
using Simulator.Timing;

namespace Simulator.Systems.PostTraining.Weights;

/// <summary>What a learner leaves on its GPUs while answers are generated there, and what it copies between host and device.</summary>
/// <param name="Kind">The choice; never <see cref="OffloadKind.Auto"/>.</param>
/// <param name="ResidentBytes">Bytes per GPU that stay.</param>
/// <param name="OutBytes">Bytes per GPU that are copied to the host after learning.</param>
/// <param name="InBytes">Bytes per GPU that are copied back before.</param>
public sealed record HostSwap(OffloadKind Kind, double ResidentBytes, double OutBytes, double InBytes)
{
    /// <summary>
    /// Works out a choice. Weights in the format of products are not copied: they are cast from the master weights. Gradients end with a step.
    /// </summary>
    /// <param name="kind">The choice.</param>
    /// <param name="learner">The learner.</param>
    /// <returns>The bytes.</returns>
    public static HostSwap Of(OffloadKind kind, LearnerModel learner)
    {
        var states = learner.Memory.MasterWeights + learner.Memory.OptimizerStates;
        var reference = learner.KeepsReference ? learner.ReferenceBytes : 0;
        var each = learner.KeepsReference ? 0 : learner.ReferenceBytes;
        return kind switch
        {
            OffloadKind.Keep => new HostSwap(kind, learner.WeightBytes + states + reference, 0, each),
            OffloadKind.Optimizer => new HostSwap(kind, learner.WeightBytes + reference, states, states + each),
            _ => new HostSwap(OffloadKind.All, 0, states, states + learner.ReferenceBytes),
        };
    }

    /// <summary>Bytes per second between one GPU and its host, each way: its PCIe port at the rate that exchanges over PCIe reach.</summary>
    /// <param name="timing">The timing model.</param>
    /// <returns>Bytes per second.</returns>
    public static double HostRate(TimingModel timing) => timing.System.Gpu.Links.PcieBytesPerSecond * timing.Rates.Coefficients.Collective.PcieRate;
}
