using Simulator.Exploration.Expressions;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Tests.Expressions;

/// <summary>Names with values, as an experiment would have them.</summary>
internal static class ExperimentNames
{
    private static readonly (string Name, Dimension Dimension, double Value)[] Known =
    [
        ("x", Dimension.None, 3),
        ("y", Dimension.None, 5),
        ("s", Dimension.None, 7),
        ("gpu.sm.count", Dimension.None, 132),
        ("gpu.clock", Dimension.Hertz, 2e9),
        ("gpu.memory.bandwidth", Dimension.BytesPerSecond, 3.35e12),
        ("gpu.sm.shared", Dimension.BytesPerClock, 128),
        ("llama-decode.tpot", Dimension.Seconds, 0.04),
        ("prefill.seconds", Dimension.Seconds, 0.3),
        ("gpu.die_area", Dimension.SquareMetres, 814e-6),
        ("gpu.power", Dimension.Watts, 700),
        ("weights", Dimension.Bytes, 70e9),
    ];

    internal static double[] Values { get; } = [.. Known.Select(known => known.Value)];

    internal static NameBinding Resolve(string name)
    {
        var slot = Array.FindIndex(Known, known => known.Name == name);
        return slot >= 0
            ? new NameBinding(slot, UnitSignature.Of(Known[slot].Dimension))
            : throw new InputException($"unknown name '{name}'; {NearestNames.Hint(name, Known.Select(known => known.Name))}");
    }

    internal static Expression Parse(string text) => Expression.Parse(text, Resolve);

    internal static string Refusal(string text)
    {
        var message = Assert.Throws<InputException>(() => Parse(text)).Message;
        Assert.DoesNotContain('\n', message);
        Assert.True(message.Length < 600, message);
        return message;
    }
}
