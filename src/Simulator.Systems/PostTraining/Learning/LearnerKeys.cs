using Simulator.Hardware.Errors;

namespace Simulator.Systems.PostTraining.Learning;

/// <summary>Gives errors about a training step or an engine the keys of a post-training description.</summary>
internal static class LearnerKeys
{
    private static readonly HashSet<string> Layout = ["tp", "pp", "cp", "ep", "zero", "precision"];

    /// <summary>Runs what checks a training step.</summary>
    /// <exception cref="InputException">It cannot be used; the key is the description's.</exception>
    internal static T Named<T>(Func<T> read) => Renamed(read, key => Layout.Contains(key) ? $"learner_{key}" : key == "micro-batch" ? "micro_tokens" : null);

    /// <summary>Runs what checks a rollout engine.</summary>
    /// <exception cref="InputException">It cannot be used; the key is the description's.</exception>
    internal static T OfRollout<T>(Func<T> read) => Renamed(read, key => Layout.Contains(key) ? $"rollout_{key}" : key == "batch" ? null : key);

    /// <summary>Runs what checks a reward model.</summary>
    /// <exception cref="InputException">It cannot be used; the key is the description's.</exception>
    internal static T OfReward<T>(Func<T> read) => Renamed(read, key => key == "tp" ? "reward_tp" : key);

    /// <summary>Runs what reads the value of a key.</summary>
    /// <exception cref="InputException">It cannot be used; the key is the one given.</exception>
    internal static T Keyed<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null)
        {
            throw new InputException(error.Problem, key: key, inner: error);
        }
    }

    private static T Renamed<T>(Func<T> read, Func<string, string?> rename)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null && error.Key is { } key)
        {
            throw new InputException(error.Problem, key: rename(key), inner: error);
        }
    }
}
