using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;
using Xunit.Abstractions;

namespace Simulator.Hardware.Tests.Silicon;

/// <summary>
/// How the fitted coefficients came about, and what they say of chips that the fit has not seen. Area: the logarithm of published over estimated area with a
/// spread of 5 %, and a prior on the logarithm of each coefficient. Power: the same without priors but a weak one.
/// </summary>
public class HeldOutTests(ITestOutputHelper output)
{
    private const double Spread = 0.05;

    private static readonly string[] Dies = ["v100-sxm2", "t4", "a100-sxm", "a40", "l4", "l40s", "h100-sxm", "rtx-pro-6000", "mi210"];

    private static readonly string[] Boards =
        ["v100-sxm2", "a100-sxm", "a40", "l40s", "h100-sxm", "rtx-pro-6000", "mi210", "b200-sxm", "gb200", "b300-sxm", "h200-sxm", "h20"];

    private static readonly string[] Named = ["a100-sxm", "h100-sxm", "l40s", "mi210"];

    private static readonly (double Value, double Width)[] Priors =
        [(0.010e-6, 0.5), (0.02e-6, 0.5), (0.0008e-6, 0.5), (0.5e-6, 0.5), (2.9, 0.2), (5, 0.25), (0.010e-6, 0.5), (70e-6, 0.4), (0.25, 0.5)];

    [Fact]
    public void Area_of_dies_that_the_fit_has_not_seen()
    {
        var shipped = Chips.Technology.Areas;
        var all = Areas(Fit(Dies));
        Assert.Equal(1, shipped.Fp32LaneSquareMetres / all.Fp32LaneSquareMetres, 0.02);
        Assert.Equal(1, shipped.TensorFmaSquareMetres / all.TensorFmaSquareMetres, 0.02);
        Assert.Equal(1, shipped.L2Overhead / all.L2Overhead, 0.02);
        Assert.Equal(1, shipped.ChipSquareMetres / all.ChipSquareMetres, 0.02);
        var errors = Dies.ToDictionary(id => id, id => AreaError(Areas(Fit(Dies.Where(d => d != id))), id));
        var mean = errors.Values.Average(Math.Abs);
        output.WriteLine($"{string.Join(", ", errors.Select(e => Line(e.Key, e.Value)))}; mean {mean:P1}");
        Assert.All(errors.Values, e => Assert.InRange(e, -0.2, 0.2));
        Assert.Equal(Chips.Technology.Accuracy.Area, mean, 0.005);
        var without = Areas(Fit(Dies.Except(Named)));
        Assert.All(Named, id =>
        {
            output.WriteLine($"without the four: {Line(id, AreaError(without, id))}");
            Assert.InRange(AreaError(without, id), -0.15, 0.15);
        });
    }

    [Fact]
    public void Power_of_boards_that_the_fit_has_not_seen()
    {
        var errors = Boards.ToDictionary(id => id, id => PowerError(Load(Boards.Where(b => b != id)), id));
        var mean = errors.Values.Average(Math.Abs);
        output.WriteLine($"{string.Join(", ", errors.Select(e => Line(e.Key, e.Value)))}; mean {mean:P1}");
        var all = Load(Boards);
        output.WriteLine(FormattableString.Invariant($"shares: tensor {all.Tensor:0.000}, vector {all.Vector:0.000}, memory {all.Memory:0.000}"));
        Assert.Equal(Chips.Technology.DesignLoad.Tensor, all.Tensor, 0.01);
        Assert.Equal(Chips.Technology.DesignLoad.Vector, all.Vector, 0.02);
        Assert.Equal(Chips.Technology.DesignLoad.Memory, all.Memory, 0.02);
        Assert.All(errors.Values, e => Assert.InRange(e, -0.2, 0.2));
        Assert.Equal(Chips.Technology.Accuracy.Power, mean, 0.005);
        var without = Load(Boards.Except(Named).Where(id => id != "h200-sxm"));
        Assert.All(Named, id =>
        {
            output.WriteLine($"without the four: {Line(id, PowerError(without, id))}");
            Assert.InRange(PowerError(without, id), -0.2, 0.2);
        });
    }

    private static string Line(string id, double error) => FormattableString.Invariant($"{id} {error:+0.0%;-0.0%;0.0%}");

    private static double[] Fit(IEnumerable<string> ids)
    {
        GpuDescription[] gpus = [.. ids.Select(Chips.Gpu)];
        return LeastSquares.Fit([.. Priors.Select(p => Math.Log(p.Value))], x =>
        {
            var model = new DieAreaModel(Chips.Technology with { Areas = Areas(x) });
            var misfit = gpus.Select(g => Math.Log(model.Of(g).TotalSquareMetres / g.Package.DieAreaSquareMetres!.Value) / Spread);
            return [.. misfit, .. Priors.Select((p, i) => (x[i] - Math.Log(p.Value)) / p.Width)];
        });
    }

    private static UnitAreas Areas(double[] x) => Chips.Technology.Areas with
    {
        Fp32LaneSquareMetres = Math.Exp(x[0]),
        Fp64LaneSquareMetres = Math.Exp(x[1]),
        TensorFmaSquareMetres = Math.Exp(x[2]),
        SmSquareMetres = Math.Exp(x[3]),
        SramOverhead = Math.Exp(x[4]),
        RegisterOverhead = 1.6 * Math.Exp(x[4]),
        L2Overhead = Math.Exp(x[5]),
        L2PortSquareMetres = Math.Exp(x[6]),
        ChipSquareMetres = Math.Exp(x[7]),
        NarrowPath = Math.Exp(x[8]),
    };

    private static double AreaError(UnitAreas areas, string id)
    {
        var gpu = Chips.Gpu(id);
        return new DieAreaModel(Chips.Technology with { Areas = areas }).Of(gpu).TotalSquareMetres / gpu.Package.DieAreaSquareMetres!.Value - 1;
    }

    private static DesignLoad Load(IEnumerable<string> ids)
    {
        var boards = ids.Select(Chips.Gpu).Select(g => (Power: Chips.Power.Of(g), g.Package.TdpWatts)).ToArray();
        var prior = new[] { 0.3, 0.6, 0.6 };
        var x = LeastSquares.Fit(prior, shares =>
            [.. boards.Select(b => Math.Log(b.Power.PowerAt(1, Shares(shares)) / b.TdpWatts)), .. shares.Zip(prior, (s, p) => 0.1 * (s - p))]);
        return Shares(x);
    }

    private static DesignLoad Shares(double[] x) => new() { Tensor = x[0], Vector = x[1], Memory = x[2], Links = Chips.Technology.DesignLoad.Links };

    private static double PowerError(DesignLoad load, string id)
    {
        var gpu = Chips.Gpu(id);
        return Chips.Power.Of(gpu).PowerAt(1, load) / gpu.Package.TdpWatts - 1;
    }
}
