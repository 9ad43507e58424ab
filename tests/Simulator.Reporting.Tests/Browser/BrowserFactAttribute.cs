namespace Simulator.Reporting.Tests.Browser;

/// <summary>A test in a real browser; skipped with a message where no chromium is found.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public BrowserFactAttribute()
    {
        if (Executable is null)
        {
            Skip = $"no browser found: none of {string.Join(", ", Names)} is on the PATH";
        }
    }

    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
