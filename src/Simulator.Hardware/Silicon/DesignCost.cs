namespace Simulator.Hardware.Silicon;

/// <summary>What the parts of one GPU cost its maker, in US dollars: silicon, memory, package and test. No price, no board, no development.</summary>
public readonly record struct DesignCost
{
    /// <summary>The compute dies, those that fail included.</summary>
    public required double ComputeDies { get; init; }

    /// <summary>The base dies; 0 where there are none.</summary>
    public required double BaseDies { get; init; }

    /// <summary>The device memory.</summary>
    public required double Memory { get; init; }

    /// <summary>The silicon interposer with its assembly; 0 without one.</summary>
    public required double Interposer { get; init; }

    /// <summary>The substrate with its assembly.</summary>
    public required double Substrate { get; init; }

    /// <summary>Test.</summary>
    public required double Test { get; init; }

    /// <summary>Whole parts that assembly spoils.</summary>
    public required double AssemblyLoss { get; init; }

    /// <summary>Gross compute dies per wafer.</summary>
    public required double DiesPerWafer { get; init; }

    /// <summary>Share of the compute dies that can be sold, with as many SMs disabled as the product allows.</summary>
    public required double Yield { get; init; }

    /// <summary>Everything, in US dollars.</summary>
    public double TotalDollars => ComputeDies + BaseDies + Memory + Interposer + Substrate + Test + AssemblyLoss;

    /// <summary>The parts by name, in US dollars; they sum to <see cref="TotalDollars"/>.</summary>
    public IReadOnlyList<SiliconPart> Parts =>
    [
        new("compute dies", ComputeDies), new("base dies", BaseDies), new("memory", Memory), new("interposer", Interposer), new("substrate", Substrate),
        new("test", Test), new("assembly loss", AssemblyLoss),
    ];
}
