namespace Simulator.Systems.Serving.Metrics;

/// <summary>The energy of a run, estimated; of GPUs alone, without hosts, switches and cooling. Symbols and definitions: docs/metrics.md.</summary>
/// <param name="Joules">Energy of all GPUs over the run, P·T summed over them.</param>
/// <param name="MeanWatts">Mean power of one GPU, P.</param>
/// <param name="JoulesPerOutputToken">Energy per output token of finished requests; NaN without any.</param>
/// <param name="JoulesPerRequest">Energy per finished request; NaN without any.</param>
/// <param name="Accuracy">The relative error to expect; 0.2 is 20 %.</param>
public sealed record ServingEnergy(double Joules, double MeanWatts, double JoulesPerOutputToken, double JoulesPerRequest, double Accuracy)
{
    /// <summary>The energy of a run.</summary>
    /// <param name="result">Its results.</param>
    /// <param name="recorder">What was recorded.</param>
    /// <param name="groups">Data-parallel groups that are loaded alike where the results are of one and the recorded GPUs those of all; else 1.</param>
    /// <param name="off">GPUs times the seconds for which they were given back, and the energy that they would have idled with.</param>
    /// <returns>The energy; null where it is not known, or the run took no time.</returns>
    public static ServingEnergy? Of(ServingResult result, RunRecorder recorder, int groups, (double GpuSeconds, double Joules) off = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(recorder);
        if (!recorder.KnowsEnergy || !(result.Seconds > 0))
        {
            return null;
        }

        var joules = recorder.Joules(result.Seconds) - off.Joules;
        var watts = joules / ((recorder.Gpus * result.Seconds) - off.GpuSeconds);
        return new ServingEnergy(joules, watts, Per(groups * result.OutputTokens), Per(groups * result.Finished), recorder.EnergyAccuracy);

        double Per(long count) => count > 0 ? joules / count : double.NaN;
    }
}
