namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>What the engines of one model did, summed up.</summary>
public sealed class EngineLoad
{
    private double batchSeconds;
    private double seconds;

    /// <summary>Steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Tokens computed.</summary>
    public long Tokens { get; private set; }

    /// <summary>Preemptions.</summary>
    public long Preemptions { get; private set; }

    /// <summary>Mean calls per step, over time; 0 without any.</summary>
    public double MeanBatch => seconds > 0 ? batchSeconds / seconds : 0;

    /// <summary>Adds a step.</summary>
    internal void Step(double took, int batch, int tokens)
    {
        Steps++;
        Tokens += tokens;
        seconds += took;
        batchSeconds += took * batch;
    }

    /// <summary>Adds a preemption.</summary>
    internal void Preempted() => Preemptions++;
}
