using Simulator.Hardware.Errors;

namespace Simulator.Cli.Options;

/// <summary>Names the option in errors about its value.</summary>
internal static class OptionErrors
{
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["sequence"] = "--seq",
        ["node_size"] = "--node-size",
        ["op"] = "--op",
        ["precision"] = "--precision",
        ["lm_head"] = "--lm-head",
        ["graph_sizes"] = "--graph-sizes",
        ["speculative_tokens"] = "--speculative-tokens",
        ["draft_model"] = "--draft-model",
    };

    private static readonly HashSet<string> SameName = ["phase", "batch", "seq", "context", "prefix", "tp", "pp", "dp", "ep", "acceptance", "drafter"];

    /// <summary>Runs what reads an option's value.</summary>
    /// <param name="option">The option.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="InputException">The value cannot be used; the message begins with the option.</exception>
    public static T Named<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null && error.Key is null)
        {
            throw new InputException(error.Problem, key: option, inner: error);
        }
    }

    /// <summary>Runs what checks an option's value; see <see cref="Named{T}"/>.</summary>
    public static void Named(string option, Action check) => Named(option, () =>
    {
        check();
        return true;
    });

    /// <summary>Runs what checks several options together.</summary>
    /// <param name="read">Checks them.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="InputException">A value cannot be used; the message begins with its option rather than with the model's own key.</exception>
    public static T FromKeys<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null && error.Key is { } key && OptionOf(key) is { } option)
        {
            throw new InputException(error.Problem, key: option, inner: error);
        }
    }

    /// <summary>Runs what checks the options of a training step, whose keys are the options' names.</summary>
    /// <param name="read">Checks them.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="InputException">A value cannot be used; the message begins with its option.</exception>
    public static T FromTrainingKeys<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null && error.Key is { } key && !key.StartsWith('-') && !key.Contains('.'))
        {
            throw new InputException(error.Problem, key: $"--{key.Replace('_', '-')}", inner: error);
        }
    }

    private static string? OptionOf(string key) =>
        SameName.Contains(key) ? $"--{key}"
        : key.StartsWith("shape", StringComparison.Ordinal) ? $"--{key.Replace("shape.", "shape: ")}"
        : Options.GetValueOrDefault(key);
}
