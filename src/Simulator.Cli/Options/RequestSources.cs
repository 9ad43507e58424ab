using Simulator.Hardware.Descriptions;

namespace Simulator.Cli.Options;

/// <summary>The keys of which a description needs exactly one: where requests come from.</summary>
internal static class RequestSources
{
    private static readonly string[] Keys = ["concurrency", "rate", "trace"];

    /// <summary>Overrides in which a source given as an option takes the place of the file's.</summary>
    /// <param name="changes">What options say.</param>
    /// <returns>The overrides, with those that take out the other sources.</returns>
    public static DescriptionOverride[] InPlace(DescriptionOverride[] changes)
    {
        var given = changes.Where(c => Keys.Contains(c.Path)).ToArray();
        return given.Length == 0
            ? changes
            : [.. Keys.Where(k => given.All(g => g.Path != k)).Select(k => new DescriptionOverride(k, "null") { Option = given[0].Option }), .. changes];
    }
}
