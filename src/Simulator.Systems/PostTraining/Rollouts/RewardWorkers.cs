namespace Simulator.Systems.PostTraining.Rollouts;

/// <summary>Processors that check answers by a rule, each one at a time, in the order in which answers come.</summary>
internal sealed class RewardWorkers
{
    private readonly double seconds;
    private readonly PriorityQueue<int, double> free = new();

    internal RewardWorkers(double seconds, int workers)
    {
        this.seconds = seconds;
        for (var i = 0; i < workers; i++)
            free.Enqueue(i, 0);
    }

    /// <summary>When an answer that is there now has its reward.</summary>
    internal double Ready(double now)
    {
        if (seconds <= 0)
            return now;
        free.TryDequeue(out var worker, out var at);
        var end = Math.Max(now, at) + seconds;
        free.Enqueue(worker, end);
        return end;
    }
}
