using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;

namespace Simulator.Hardware.Silicon;

/// <summary>
/// Estimates what the parts of a GPU cost its maker: dies from wafers by area, yield and wafer cost; memory by capacity; package by area; test.
/// Equations and sources: docs/silicon.md. Safe for concurrent use; allocates nothing.
/// </summary>
/// <param name="technology">The technology.</param>
public sealed class CostModel(TechnologyDescription technology)
{
    private readonly TechnologyLookup lookup = new(technology);
    private readonly DieAreaModel areas = new(technology);
    private readonly PackagingDescription packaging = technology.Packaging;

    /// <summary>The estimator's name, for reports.</summary>
    public static string Name => "wafers, yield, memory, package, test";

    /// <summary>The relative error to expect; 0.3 is 30 %. Makers publish no costs, so that it is itself estimated.</summary>
    public double Accuracy => technology.Accuracy.Cost;

    /// <summary>Estimates the cost.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>The cost by part.</returns>
    /// <exception cref="Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public DesignCost Of(GpuDescription gpu) => Of(gpu, areas.Of(gpu));

    /// <summary>Estimates the cost of a GPU whose area is known already.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="area">Its area.</param>
    /// <returns>The cost by part.</returns>
    /// <exception cref="Errors.InputException">The technology does not hold the GPU's process or memory.</exception>
    public DesignCost Of(GpuDescription gpu, in DieArea area)
    {
        var process = lookup.ProcessOf(gpu);
        var memory = lookup.MemoryOf(gpu);
        var sms = area.SmsOnDie / area.Dies;
        var yield = DieYield.Harvested(
            (area.TotalSquareMetres - area.AllSms) / area.Dies, area.OneSm, sms, sms - (double)gpu.Sm.Count / area.Dies,
            process.Compute.DefectsPerSquareMetre, packaging.Clustering);
        var gross = DiesPerWafer(process.Compute, area.OneDie);
        var compute = area.Dies * process.Compute.WaferDollars / (gross * yield);
        var below = BaseDies(process.Base, area.BaseDies);
        var memoryDollars = gpu.Memory.Bytes * 1e-9 * memory.GigabyteDollars;
        var stacks = gpu.Memory.BandwidthBytesPerSecond / memory.UnitBytesPerSecond * memory.InterposerSquareMetres;
        var footprint = Math.Max(area.TotalSquareMetres, area.BaseDies) + stacks;
        var interposer = stacks > 0 ? footprint * packaging.InterposerMargin * packaging.InterposerDollarsPerSquareMetre : 0;
        var substrate = footprint * packaging.SubstrateDollarsPerSquareMetre;
        var whole = compute + below + memoryDollars + interposer + substrate + packaging.TestDollars;
        return new DesignCost
        {
            ComputeDies = compute,
            BaseDies = below,
            Memory = memoryDollars,
            Interposer = interposer,
            Substrate = substrate,
            Test = packaging.TestDollars,
            AssemblyLoss = whole * (1 / packaging.AssemblyYield - 1),
            DiesPerWafer = gross,
            Yield = yield,
        };
    }

    /// <summary>Gross dies of a process's wafer.</summary>
    /// <param name="process">The process.</param>
    /// <param name="squareMetres">Area of one die, without saw streets.</param>
    /// <returns>Dies; not rounded.</returns>
    public double DiesPerWafer(ProcessDescription process, double squareMetres)
    {
        var side = Math.Sqrt(squareMetres) + packaging.ScribeMetres;
        return WaferGeometry.DiesPerWafer(side * side, process.WaferDiameterMetres - 2 * packaging.EdgeExclusionMetres);
    }

    /// <summary>
    /// Base dies of at most half a reticle, of which nothing is spare; a fraction of a die costs that fraction, so that cost grows with the area.
    /// </summary>
    private double BaseDies(ProcessDescription process, double squareMetres)
    {
        if (squareMetres <= 0)
        {
            return 0;
        }

        var one = Math.Min(squareMetres, technology.Areas.ReticleSquareMetres / 2);
        var yield = DieYield.Simple(one, process.DefectsPerSquareMetre, packaging.Clustering);
        return squareMetres / one * process.WaferDollars / (DiesPerWafer(process, one) * yield);
    }
}
