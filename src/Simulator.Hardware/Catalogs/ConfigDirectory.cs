namespace Simulator.Hardware.Catalogs;

/// <summary>Finds the directory that holds the descriptions (<c>gpus/</c>, <c>systems/</c>, …).</summary>
public static class ConfigDirectory
{
    /// <summary>The environment variable that names the directory.</summary>
    public const string Variable = "GPUSIM_CONFIGS";

    private static readonly CatalogDirectory Place = new("configs", "gpus", Variable, "descriptions");

    /// <summary>Finds the directory, as <see cref="CatalogDirectory.Find"/> says.</summary>
    /// <param name="given">The directory given with an option; null where none was.</param>
    /// <param name="option">The option that errors name.</param>
    /// <returns>The directory's full path; it has a folder <c>gpus</c>.</returns>
    /// <exception cref="Errors.InputException">The directory given has no folder <c>gpus</c>, or none was found.</exception>
    public static string Find(string? given = null, string option = "--configs") => Place.Find(given, option);
}
