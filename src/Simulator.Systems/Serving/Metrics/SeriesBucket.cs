namespace Simulator.Systems.Serving.Metrics;

/// <summary>What happened within one interval of a run, summed over engines; areas are in units times seconds.</summary>
internal record struct SeriesBucket
{
    internal double Busy;
    internal double Queue;
    internal double Batch;
    internal double KvShare;
    internal double PromptTokens;
    internal double DecodeTokens;
    internal double Joules;
    internal double IdleJoules;
    internal long Finished;
    internal long Preemptions;

    internal void Add(in SeriesBucket other)
    {
        Busy += other.Busy;
        Queue += other.Queue;
        Batch += other.Batch;
        KvShare += other.KvShare;
        PromptTokens += other.PromptTokens;
        DecodeTokens += other.DecodeTokens;
        Joules += other.Joules;
        IdleJoules += other.IdleJoules;
        Finished += other.Finished;
        Preemptions += other.Preemptions;
    }
}
