namespace Simulator.Systems.PostTraining.Rollouts;

/// <summary>
/// Groups from their submission until they are learned from. The learner takes those whose deadline is nearest first, and only where enough of these are
/// there that no group misses its deadline: of all groups in flight that must be learned from by version t', at most (t' − t) batches may be left over after
/// the batch of version t. So staleness never exceeds its bound, and a long answer is waited for only where the bound asks for it.
/// </summary>
/// <param name="batch">Groups of a batch.</param>
internal sealed class SampleBuffer(int batch)
{
    private readonly SortedDictionary<int, Cohort> cohorts = [];

    /// <summary>Groups submitted and not learned from.</summary>
    internal int Outstanding => cohorts.Values.Sum(c => c.Outstanding);

    internal void Submitted(SampleGroup group)
    {
        if (!cohorts.TryGetValue(group.Deadline, out var cohort))
            cohorts.Add(group.Deadline, cohort = new Cohort());
        cohort.Outstanding++;
    }

    /// <summary>All answers of a group are there, not necessarily their rewards.</summary>
    internal void Answered(SampleGroup group) => cohorts[group.Deadline].Answered++;

    internal void Ready(SampleGroup group) => cohorts[group.Deadline].Ready.Enqueue(group);

    /// <summary>Whether a batch can be taken.</summary>
    /// <param name="version">The learner's version.</param>
    /// <param name="rewarded">False to count groups that only wait for rewards too.</param>
    internal bool Holds(int version, bool rewarded)
    {
        int outstanding = 0, there = 0;
        foreach (var (deadline, cohort) in cohorts)
        {
            outstanding += cohort.Outstanding;
            there += rewarded ? cohort.Ready.Count : cohort.Answered;
            if (outstanding - ((long)(deadline - version) * batch) > there)
                return false;
        }

        return there >= batch;
    }

    /// <summary>Takes a batch; see <see cref="Holds"/>.</summary>
    internal SampleGroup[] Take()
    {
        var taken = new List<SampleGroup>(batch);
        foreach (var (deadline, cohort) in cohorts.ToArray())
        {
            while (taken.Count < batch && cohort.Ready.TryDequeue(out var group))
            {
                taken.Add(group);
                cohort.Outstanding--;
                cohort.Answered--;
            }

            if (cohort.Outstanding == 0)
                cohorts.Remove(deadline);
        }

        return [.. taken];
    }

    private sealed class Cohort
    {
        internal int Outstanding { get; set; }

        internal int Answered { get; set; }

        internal Queue<SampleGroup> Ready { get; } = new();
    }
}
