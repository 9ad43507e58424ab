namespace Simulator.Systems.Training.Schedules;

/// <summary>What each part of a pipeline costs per microbatch; arrays by part, in the order in which a token passes them.</summary>
/// <param name="Stages">Stages; part i is on stage i mod stages.</param>
/// <param name="Forward">Seconds of the forward pass.</param>
/// <param name="Backward">Seconds of the backward pass without the gradients of weights.</param>
/// <param name="Weight">Seconds of the gradients of weights.</param>
/// <param name="Kept">Bytes kept from forward to backward.</param>
/// <param name="SendSeconds">Seconds from the end of a pass to its result's arrival at the next stage.</param>
/// <param name="MicroBatches">Microbatches.</param>
public sealed record PipelineWork(int Stages, double[] Forward, double[] Backward, double[] Weight, double[] Kept, double SendSeconds, int MicroBatches)
{
    /// <summary>Parts on each stage.</summary>
    public int Interleaving => Forward.Length / Stages;

    /// <summary>Seconds of all passes of one stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>Seconds.</returns>
    public double Busy(int stage)
    {
        var sum = 0.0;
        for (var part = stage; part < Forward.Length; part += Stages)
            sum += Forward[part] + Backward[part] + Weight[part];
        return sum * MicroBatches;
    }
}
