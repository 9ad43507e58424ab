using System.Globalization;
using Simulator.Hardware.Errors;
using Simulator.Timing.Calibration;

namespace Simulator.Systems.Training.Memory;

/// <summary>The nearest configuration that fits, for a step that does not: as few changes as possible, those that cost least time first.</summary>
/// <param name="Request">The configuration.</param>
/// <param name="Changes">What was changed, as options.</param>
public sealed record TrainingAdvice(TrainingRequest Request, string Changes)
{
    /// <summary>Looks for it: one change, then two, of recomputation, microbatch, sharding, tensor, context and pipeline parallelism.</summary>
    /// <param name="request">The step that does not fit.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <returns>The advice; null where nothing near fits.</returns>
    public static TrainingAdvice? For(TrainingRequest request, TimingCoefficients coefficients)
    {
        var once = Steps(request).ToArray();
        var twice = once.SelectMany(a => Steps(a.Request).Where(b => b.Kind > a.Kind).Select(b => (b.Kind, b.Request, Changes: $"{a.Changes} {b.Changes}")));
        foreach (var (_, candidate, changes) in once.Concat(twice))
        {
            try
            {
                if (TrainingSimulator.Simulate(candidate, coefficients).Memory.Fits)
                    return new TrainingAdvice(candidate, changes);
            }
            catch (InputException)
            {
                // Cannot be divided so.
            }
        }

        return null;
    }

    private static IEnumerable<(int Kind, TrainingRequest Request, string Changes)> Steps(TrainingRequest r)
    {
        var p = r.Parallelism;
        if (p.Zero == 0)
            yield return (0, r with { Parallelism = p with { Zero = 1 } }, "--zero 1");
        if (r.Recompute == Recomputation.None)
            yield return (1, r with { Recompute = Recomputation.Selective }, "--recompute selective");
        for (var half = r.MicroBatch / 2; half >= 1; half /= 2)
            yield return (2, r with { MicroBatch = half }, Option("--micro-batch", half));
        if (r.Recompute != Recomputation.Full)
            yield return (3, r with { Recompute = Recomputation.Full, RecomputedLayers = null }, "--recompute full");
        for (var more = 2; p.Tp * more <= r.System.ScaleUp.Gpus && p.Dp % more == 0; more *= 2)
            yield return (4, r with { Parallelism = p with { Tp = p.Tp * more, Dp = p.Dp / more } }, Option("--tp", p.Tp * more));
        for (var more = 2; more <= 8 && p.Dp % more == 0; more *= 2)
            yield return (5, r with { Parallelism = p with { Pp = p.Pp * more, Dp = p.Dp / more }, StageLayers = [] }, Option("--pp", p.Pp * more));
        for (var more = 2; more <= 8 && p.Dp % more == 0; more *= 2)
            yield return (6, r with { Parallelism = p with { Cp = p.Cp * more, Dp = p.Dp / more } }, Option("--cp", p.Cp * more));
        if (p.Pp == 1 && p.Zero < 3)
            yield return (7, r with { Parallelism = p with { Zero = 3 } }, "--zero 3");
    }

    private static string Option(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value}");
}
