namespace Simulator.Exploration.Evaluation;

/// <summary>What one point of the space came to.</summary>
internal sealed class PointRecord(int parameters, int figures, int objectives, int constraints)
{
    /// <summary>The status of a point that meets everything.</summary>
    public const string Ok = "ok";

    /// <summary>The point's number.</summary>
    public long Index { get; set; }

    /// <summary>The level of each parameter; -1 for a value of an interval.</summary>
    public int[] Levels { get; } = new int[parameters];

    /// <summary>The number of each parameter.</summary>
    public double[] Numbers { get; } = new double[parameters];

    /// <summary>Why the point has no figures; null where it has.</summary>
    public string? Refusal { get; set; }

    /// <summary>The predicted figures, as they are written.</summary>
    public double[] Figures { get; } = new double[figures];

    /// <summary>The objectives.</summary>
    public double[] Objectives { get; } = new double[objectives];

    /// <summary>For each constraint, whether it holds.</summary>
    public bool[] Holds { get; } = new bool[constraints];

    /// <summary>For each constraint, the distance to its bound over the bound; negative where it does not hold.</summary>
    public double[] Slack { get; } = new double[constraints];
}
