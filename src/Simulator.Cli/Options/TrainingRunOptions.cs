using System.CommandLine;
using System.Globalization;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Training.Runs;

namespace Simulator.Cli.Options;

/// <summary>The options that say what a training run is to do.</summary>
internal sealed class TrainingRunOptions
{
    private static readonly Dictionary<char, double> Multiples = new() { ['K'] = 1e3, ['M'] = 1e6, ['B'] = 1e9, ['T'] = 1e12 };
    private static readonly RunPlan Usual = new(1);

    private readonly Option<string?> tokens = new("--tokens")
    {
        Description = "tokens to train on, such as 15T: adds days, GPU-hours, energy and money",
        HelpName = "N",
    };
    private readonly Option<string?> price = new("--price")
    {
        Description = $"dollars per GPU-hour (default {Usual.DollarsPerGpuHour.ToString(CultureInfo.InvariantCulture)})",
        HelpName = "USD",
    };
    private readonly Option<string?> mtbf = new("--mtbf")
    {
        Description = "mean time between failures of one GPU and its share of the rest (default 50000 h)",
        HelpName = "TIME",
    };
    private readonly Option<string?> storage = new("--storage")
    {
        Description = "bandwidth of the storage that takes checkpoints (default 100 GB/s)",
        HelpName = "RATE",
    };
    private readonly Option<string?> restart = new("--restart") { Description = "from a failure until training goes on (default 10 min)", HelpName = "TIME" };

    /// <summary>The options, for help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Run", [tokens, price, mtbf, storage, restart]);

    /// <summary>Reads the run that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The run; null where none was.</returns>
    /// <exception cref="InputException">An option cannot be used.</exception>
    public RunPlan? Load(ParseResult parsed)
    {
        if (parsed.GetValue(tokens) is not { } text)
        {
            return Group.Options.FirstOrDefault(o => o != tokens && parsed.GetResult(o) is { Implicit: false }) is { } stray
                ? throw new InputException("needs --tokens N", key: stray.Name)
                : null;
        }

        return new RunPlan(Count(text))
        {
            DollarsPerGpuHour = parsed.GetValue(price) is { } money ? Number(price, money) : Usual.DollarsPerGpuHour,
            GpuMtbfSeconds = Measured(parsed, mtbf, Dimension.Seconds) ?? Usual.GpuMtbfSeconds,
            StorageBytesPerSecond = Measured(parsed, storage, Dimension.BytesPerSecond) ?? Usual.StorageBytesPerSecond,
            RestartSeconds = Measured(parsed, restart, Dimension.Seconds) ?? Usual.RestartSeconds,
        };
    }

    private double Count(string text)
    {
        var number = text.Length > 1 && Multiples.TryGetValue(char.ToUpperInvariant(text[^1]), out _) ? text[..^1] : text;
        var factor = number == text ? 1 : Multiples[char.ToUpperInvariant(text[^1])];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count * factor is >= 1 and <= 1e18
            ? count * factor
            : throw new InputException($"'{text}' is not accepted; accepted: a number from 1 to 1e18, such as 15T or 300B", key: tokens.Name);
    }

    private static double Number(Option option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1e9
            ? number
            : throw new InputException($"'{text}' is not accepted; accepted: a number above 0", key: option.Name);

    private static double? Measured(ParseResult parsed, Option<string?> option, Dimension dimension) =>
        parsed.GetValue(option) is { } text ? OptionErrors.Named(option.Name, () => Quantity.Parse(text, dimension)) : null;
}
