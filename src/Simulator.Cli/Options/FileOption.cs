using System.CommandLine;

namespace Simulator.Cli.Options;

/// <summary>Options that write a file, or standard output where no file is named.</summary>
internal static class FileOption
{
    /// <summary>The option <c>--json</c>.</summary>
    /// <param name="what">What is written.</param>
    /// <param name="inPlaceOf">What it stands in place of on standard output.</param>
    public static Option<string?> Json(string what, string inPlaceOf = "the tables") => Create("--json", "JSON", what, inPlaceOf);

    /// <summary>The option <c>--csv</c>.</summary>
    /// <param name="what">What is written.</param>
    /// <param name="inPlaceOf">What it stands in place of on standard output.</param>
    public static Option<string?> Csv(string what, string inPlaceOf = "the tables") => Create("--csv", "CSV", what, inPlaceOf);

    private static Option<string?> Create(string name, string format, string what, string inPlaceOf) => new(name)
    {
        Description = $"writes {what} as {format}; without a file or with -, to standard output in place of {inPlaceOf}",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
