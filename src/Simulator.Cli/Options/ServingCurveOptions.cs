using System.Collections.Immutable;
using System.CommandLine;
using Simulator.Exploration.Spaces;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Curves;
using Simulator.Systems.Serving.Descriptions;

namespace Simulator.Cli.Options;

/// <summary>The options that run one fleet under several loads.</summary>
internal sealed class ServingCurveOptions
{
    private const string Clients = "concurrency";
    private const int Most = 1000;

    private readonly Option<string?> curve = new("--curve")
    {
        Description = "the same fleet under several loads: concurrency=1,2,4,8 or rate=1..64:13",
        HelpName = "KEY=VALUES",
    };

    private readonly Option<int?> threads = Counts.Option("--threads", "loads or replications simulated at a time (default: all logical processors)");

    /// <summary>The options, for help.</summary>
    public IReadOnlyList<Option> All => [curve, threads];

    /// <summary>How many are simulated at a time.</summary>
    /// <param name="parsed">The command line.</param>
    public int Threads(ParseResult parsed) => parsed.GetValue(threads) ?? Environment.ProcessorCount;

    /// <summary>Whether several loads were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(curve) is not null;

    /// <summary>What is varied.</summary>
    /// <param name="parsed">The command line.</param>
    public string Key(ParseResult parsed) => parsed.GetValue(curve)!.Split('=')[0].Trim();

    /// <summary>The description under the first of the loads, or as it is where none were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="description">The description, with or without a load of its own.</param>
    /// <exception cref="InputException">The loads cannot be read.</exception>
    public ServingDescription First(ParseResult parsed, ServingDescription description) =>
        IsGiven(parsed) ? LoadCurve.Under(description, Key(parsed), Loads(parsed.GetValue(curve)!, Key(parsed))[0]) : description;

    /// <summary>Runs the loads.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="setting">The fleet.</param>
    /// <param name="cancellation">Ends the runs early.</param>
    /// <returns>The points, at rising loads.</returns>
    /// <exception cref="InputException">The loads cannot be read.</exception>
    public ImmutableArray<LoadPoint> Run(ParseResult parsed, ServingSetting setting, CancellationToken cancellation)
    {
        var key = Key(parsed);
        var loads = Loads(parsed.GetValue(curve)!, key).Select(load => (load, LoadCurve.Under(setting.Description, key, load))).ToArray();
        return LoadCurve.Run(loads, setting.NewPlan, setting.Price, Threads(parsed), cancellation);
    }

    private double[] Loads(string text, string key)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0 || !LoadCurve.Keys.Contains(key))
        {
            throw new InputException($"'{text}' is not accepted; accepted: concurrency=VALUES or rate=VALUES, such as concurrency=1,2,4,8", key: curve.Name);
        }

        var domain = key == Clients ? ValueDomain.Numbers(whole: true, minimum: 1, maximum: 1e7) : ValueDomain.Numbers(minimum: 1e-6, maximum: 1e9);
        var range = OptionErrors.Named(curve.Name, () => ValueRange.Parse(text[(at + 1)..], domain));
        return range.Levels is > 0 and <= Most
            ? [.. range.Numbers.Order()]
            : throw new InputException($"'{text}' is not accepted; accepted: 1 to {Most} values, such as {key}=1..64:7", key: curve.Name);
    }
}
