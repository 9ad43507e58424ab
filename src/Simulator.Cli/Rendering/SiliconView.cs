using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;
using Simulator.Hardware.Units;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws what a GPU takes in area, power and money.</summary>
internal static class SiliconView
{
    /// <summary>Draws the estimates beside what is published.</summary>
    public static void Draw(IAnsiConsole console, GpuDescription gpu, TechnologyDescription technology)
    {
        var lookup = new TechnologyLookup(technology);
        if (!lookup.Knows(gpu))
        {
            console.WriteLine($"area, power and cost are not estimated: the technology holds no {gpu.Package.Process} with this memory");
            return;
        }

        var area = new DieAreaModel(technology).Of(gpu);
        DrawArea(console, gpu, area, technology);
        DrawPower(console, gpu, new ChipPower(technology).Of(gpu, area), technology);
        DrawCost(console, new CostModel(technology).Of(gpu, area), technology);
    }

    private static void DrawArea(IAnsiConsole console, GpuDescription gpu, in DieArea area, TechnologyDescription technology)
    {
        console.WriteLine($"estimated area ({DieAreaModel.Name}; error to expect {Words.Percent(technology.Accuracy.Area)})");
        var table = new TextTable("part", ">area", ">share");
        var silicon = area.SiliconSquareMetres;
        foreach (var part in area.Parts.Where(p => p.Value > 0))
        {
            table.AddRow(part.Name, Area(part.Value), Words.Percent(part.Value / silicon));
        }

        if (area.BaseDies > 0)
        {
            table.AddRow("base dies", Area(area.BaseDies), Words.Percent(area.BaseDies / silicon));
        }

        table.AddRow("compute dies", Area(area.TotalSquareMetres), Words.Percent(area.TotalSquareMetres / silicon));
        table.AddRow("one SM", Area(area.OneSm), "");
        table.Draw(console);
        if (gpu.Package.DieAreaSquareMetres is { } published)
        {
            console.WriteLine($"published: {Area(published)}, estimate {Words.Change(area.TotalSquareMetres / published - 1)}");
        }

        if (!area.FitsReticle)
        {
            console.WriteLine($"a die of {Area(area.OneDie)} is larger than one exposure can print ({Area(technology.Areas.ReticleSquareMetres)})");
        }
    }

    private static void DrawPower(IAnsiConsole console, GpuDescription gpu, in ChipPowerEstimate power, TechnologyDescription technology)
    {
        console.WriteLine($"estimated power ({ChipPower.Name}; error to expect {Words.Percent(technology.Accuracy.Power)})");
        var table = new TextTable("part", ">at full rate", ">at the design load");
        foreach (var (full, load) in power.Parts(Everything).Zip(power.Parts(technology.DesignLoad)))
        {
            table.AddRow(full.Name, Watts(full.Value), Watts(load.Value));
        }

        table.AddRow("all", "", Watts(power.TdpWatts));
        table.Draw(console);
        var tdp = gpu.Package.TdpWatts;
        console.WriteLine($"published: {Watts(tdp)}, estimate {Words.Change(power.TdpWatts / tdp - 1)}");
        var clock = power.RelativeClock(tdp, ChipPowerEstimate.FullTensorLoad);
        console.WriteLine(
            $"a dense 16-bit matrix load would draw {Watts(power.FullTensorLoadWatts)} at the boost clock; {Watts(tdp)} leave "
            + (clock < 1 ? $"{Words.Percent(clock)} of it" : "all of it"));
    }

    private static void DrawCost(IAnsiConsole console, in DesignCost cost, TechnologyDescription technology)
    {
        console.WriteLine($"estimated cost of parts, no price ({CostModel.Name}; error to expect {Words.Percent(technology.Accuracy.Cost)})");
        var table = new TextTable("part", ">cost", ">share");
        foreach (var part in cost.Parts.Where(p => p.Value > 0))
        {
            table.AddRow(part.Name, Dollars(part.Value), Words.Percent(part.Value / cost.TotalDollars));
        }

        table.AddRow("all", Dollars(cost.TotalDollars), "");
        table.Draw(console);
        console.WriteLine(FormattableString.Invariant($"{cost.DiesPerWafer:0} dies a wafer, {Words.Percent(cost.Yield)} of them sold"));
    }

    private static readonly DesignLoad Everything = new() { Tensor = 1, Vector = 1, Memory = 1, Links = 1 };

    private static string Area(double squareMetres) => Quantity.Format(squareMetres, Dimension.SquareMetres);

    private static string Watts(double watts) => Quantity.Format(watts, Dimension.Watts);

    private static string Dollars(double dollars) => Quantity.Format(dollars, Dimension.Dollars);
}
