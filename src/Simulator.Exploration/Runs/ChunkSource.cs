using System.Collections.Concurrent;
using System.Text;
using Simulator.Exploration.Evaluation;

namespace Simulator.Exploration.Runs;

/// <summary>Works out chunks of points on several threads and hands them on in order, with a bounded number under way.</summary>
/// <param name="program">What to work out.</param>
/// <param name="threads">Threads.</param>
internal sealed class ChunkSource(DesignProgram program, int threads)
{
    /// <summary>Points of one chunk.</summary>
    public const int Points = 512;

    private const int UnderWayPerThread = 4;

    private readonly ConcurrentBag<(PointEvaluator Evaluator, PointWriter Writer)> idle = [];
    private readonly TaskFactory workers = new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);

    /// <summary>The chunks of a range.</summary>
    /// <param name="first">The first point.</param>
    /// <param name="end">The point after the last.</param>
    /// <param name="cancellation">Ends the sequence early, after a whole chunk.</param>
    /// <returns>The chunks, in order.</returns>
    public IEnumerable<Chunk> Range(long first, long end, CancellationToken cancellation)
    {
        var underWay = new Queue<Task<Chunk>>();
        var next = first;
        while (true)
        {
            while (underWay.Count < threads * UnderWayPerThread && next < end && !cancellation.IsCancellationRequested)
            {
                var (from, to) = (next, Math.Min(next + Points, end));
                underWay.Enqueue(workers.StartNew(() => WorkOut(from, to), CancellationToken.None));
                next = to;
            }

            if (underWay.Count == 0)
            {
                yield break;
            }

            yield return underWay.Dequeue().GetAwaiter().GetResult();
            if (cancellation.IsCancellationRequested)
            {
                // What is under way ends by itself; its points are worked out again when the run is resumed.
                Task.WaitAll([.. underWay], CancellationToken.None);
                yield break;
            }
        }
    }

    private Chunk WorkOut(long first, long end)
    {
        if (!idle.TryTake(out var tools))
        {
            tools = (new PointEvaluator(program), new PointWriter(program));
        }

        try
        {
            var records = new PointRecord[end - first];
            using var text = new StringWriter();
            using (var csv = PointWriter.Csv(text))
            {
                for (var i = 0; i < records.Length; i++)
                {
                    records[i] = tools.Evaluator.NewRecord();
                    tools.Evaluator.Evaluate(first + i, records[i]);
                    tools.Writer.Write(csv, records[i], tools.Evaluator.Design);
                }
            }

            return new Chunk(Encoding.UTF8.GetBytes(text.ToString()), records);
        }
        finally
        {
            idle.Add(tools);
        }
    }
}
