using System.Text.Json;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Timelines;

namespace Simulator.Systems.Tests.Serving;

public class RunTimelineTests
{
    [Fact]
    public void The_first_requests_and_their_steps_are_kept_and_no_more()
    {
        var timeline = new RunTimeline(mostRequests: 20);
        var (result, _) = Engines.Run(Engines.Llama with { Rate = 50, Requests = 1000 }, new RunRecorder(timeline));
        var requests = timeline.Requests.ToArray();
        Assert.Equal(Enumerable.Range(0, 20), requests.Select(r => r.Number));
        Assert.All(requests, r => Assert.True(r.Arrival.Seconds <= r.Admitted && r.Admitted < r.FirstToken && r.FirstToken <= r.End));
        Assert.True(timeline.IsFull);
        Assert.InRange(timeline.Steps.Count, 20, result.Steps / 5);
        Assert.True(timeline.Steps[^1].End <= requests.Max(r => r.End) + 1e-9);
    }

    [Fact]
    public void Steps_are_bounded_too()
    {
        var timeline = new RunTimeline(mostRequests: 1000, mostSteps: 50);
        Engines.Run(Engines.Llama with { Rate = 50, Requests = 1000 }, new RunRecorder(timeline));
        Assert.Equal(50, timeline.Steps.Count);
        Assert.InRange(timeline.Requests.Count(), 1, 999);
    }

    [Fact]
    public void The_file_is_valid_and_spans_of_one_track_do_not_overlap()
    {
        var timeline = new RunTimeline(mostRequests: 100);
        Engines.Run(Engines.Llama with { Rate = 80, Requests = 200 }, new RunRecorder(timeline));
        var spans = Events(timeline).Where(e => e.GetProperty("ph").GetString() == "X").ToArray();
        Assert.Equal(timeline.Steps.Count, spans.Count(e => e.GetProperty("pid").GetInt32() == 0));
        Assert.Equal(["decode", "prefill", "queued"], Names(1));
        foreach (var track in spans.GroupBy(e => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32())))
        {
            var ends = 0.0;
            foreach (var (start, length) in track.Select(e => (e.GetProperty("ts").GetDouble(), e.GetProperty("dur").GetDouble())).OrderBy(e => e.Item1))
            {
                Assert.True(start >= ends - 1e-3, $"{track.Key}: {start} before {ends}");
                ends = start + length;
            }
        }

        string[] Names(int process) =>
            [.. spans.Where(e => e.GetProperty("pid").GetInt32() == process)
                .Select(e => e.GetProperty("name").GetString()!).Distinct().Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_run_that_ends_early_leaves_open_requests_that_end_with_the_steps()
    {
        var timeline = new RunTimeline(mostRequests: 50);
        Engines.Run(Engines.Llama with { Rate = 200, Requests = 1000, DurationSeconds = 0.2 }, new RunRecorder(timeline));
        Assert.Contains(timeline.Requests, r => double.IsNaN(r.End));
        var last = timeline.Steps[^1].End * 1e6;
        Assert.All(
            Events(timeline).Where(e => e.GetProperty("ph").GetString() == "X"),
            e => Assert.True(e.GetProperty("ts").GetDouble() + e.GetProperty("dur").GetDouble() <= last + 1e-3));
    }

    private static JsonElement[] Events(RunTimeline timeline)
    {
        using var stream = new MemoryStream();
        ServingTrace.Write(timeline, "engine \"one\"", stream);
        return [.. JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("traceEvents").EnumerateArray()];
    }
}
