using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining.Descriptions;

namespace Simulator.Systems.PostTraining.Search;

/// <summary>Finds the best division of GPUs between generation and learning: every one that the layouts allow is simulated.</summary>
public static class DivisionSearch
{
    /// <summary>Most divisions that are simulated; of more, those evenly apart.</summary>
    public const int MostDivisions = 32;

    /// <summary>The divisions to try: one pool where the learner's layout fits all GPUs and staleness is 0, and every split.</summary>
    /// <param name="description">What is run; its placement and GPUs are replaced.</param>
    /// <param name="gpus">All GPUs.</param>
    /// <returns>Descriptions.</returns>
    /// <exception cref="InputException">No division is possible.</exception>
    public static ImmutableArray<PostTrainingDescription> Of(PostTrainingDescription description, int gpus)
    {
        ArgumentNullException.ThrowIfNull(description);
        var each = description.LearnerTp * description.LearnerPp * description.LearnerCp;
        var bare = description with { Gpus = null, RolloutGpus = null, LearnerGpus = null };
        var splits = Enumerable.Range(1, Math.Max(0, (gpus - 1) / description.RolloutTp))
            .Select(engines => engines * description.RolloutTp)
            .Where(rollout => (gpus - rollout) % each == 0)
            .Select(rollout => bare with { Placement = Placement.Split, RolloutGpus = rollout, LearnerGpus = gpus - rollout })
            .ToArray();
        var kept = splits.Length <= MostDivisions ? splits
            : [.. Enumerable.Range(0, MostDivisions).Select(i => splits[i * (splits.Length - 1) / (MostDivisions - 1)])];
        PostTrainingDescription[] shared = gpus % each == 0 && gpus % description.RolloutTp == 0
            ? [bare with { Placement = Placement.OnePool, Gpus = gpus, Staleness = 0, Interrupt = false, RecomputeCache = false }]
            : [];
        return shared.Length + kept.Length > 0 ? [.. shared, .. kept]
            : throw new InputException($"{gpus} GPUs cannot be divided into engines of {description.RolloutTp} and learners of {each}", key: "--search");
    }

    /// <summary>Simulates every division.</summary>
    /// <param name="divisions">From <see cref="Of"/>.</param>
    /// <param name="create">Puts a system together.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>Those that fit, fastest first, and why each of the others does not.</returns>
    /// <exception cref="InputException">None fits; the message is that of the first.</exception>
    public static (ImmutableArray<Division> Best, ImmutableArray<string> Misfits) Run(
        IEnumerable<PostTrainingDescription> divisions, Func<PostTrainingDescription, PostTrainingSystem> create, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(divisions);
        ArgumentNullException.ThrowIfNull(create);
        var found = new List<Division>();
        var misfits = new List<string>();
        InputException? first = null;
        foreach (var description in divisions)
        {
            try
            {
                var system = create(description);
                found.Add(new Division(system, system.Run(cancellation: cancellation)));
            }
            catch (InputException misfit)
            {
                first ??= misfit;
                misfits.Add($"{Name(description)}: {misfit.Message}");
            }
        }

        return found.Count > 0 ? ([.. found.OrderBy(f => f.Result.IterationSeconds)], [.. misfits]) : throw first!;
    }

    /// <summary>What a division is called, such as <c>48 + 16</c>.</summary>
    /// <param name="description">The description.</param>
    /// <returns>The name.</returns>
    public static string Name(PostTrainingDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description.Placement == Placement.OnePool ? $"one pool of {description.Gpus}" : $"{description.RolloutGpus} + {description.LearnerGpus}";
    }
}
