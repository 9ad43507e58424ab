using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Pipelines;
using Simulator.Systems.Serving.Pipelines.Graphs;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Pipelines.Stations;
using Simulator.Systems.Serving.Steps;
using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Tests.Serving.Pipelines;

/// <summary>Nothing is lost: requests, calls, time on the critical path, time of shared GPUs.</summary>
public class PipelineConservationTests
{
    private static readonly CallNode[] Diamond =
    [
        Tools.Node(0, 3), Tools.Node(1, 2, 0) with { Calls = new UniformVariate(0, 4) }, Tools.Node(2, 2, 0) with { Probability = 0.5 },
        Tools.Node(3, 4, 1, 2) with { Loop = new CallLoop(0, 0.5, 4) }, Tools.Node(4, 5, 3), Tools.Node(5, 0.5, 3),
    ];

    [Fact]
    public void Requests_calls_and_the_critical_path_add_up()
    {
        var result = Tools.Run(Tools.Poisson(0.4, 20_000), 2, Diamond);
        Assert.Equal((20_000, 20_000, 0, 0), (result.Arrived, result.Finished, result.Rejected, result.Left));
        Assert.Equal(1, result.Nodes.Sum(n => n.CriticalShare), 1e-9);
        Assert.All(result.Nodes, n => Assert.InRange(n.CriticalWaitShare, 0, n.CriticalShare));
        Assert.Equal(result.Calls, result.Nodes.Sum(n => n.CallsPerRequest) * result.Arrived, 1e-3);
        Assert.Equal(result.Nodes[0].VisitsPerRequest, result.Nodes[3].VisitsPerRequest);
        // Little's law.
        Assert.Equal(result.MeanInSystem, result.RequestsPerSecond * result.Latency.Mean, 1e-6);
    }

    [Fact]
    public void The_same_seed_gives_the_same_results_and_more_servers_get_the_same_calls()
    {
        Assert.Equal(Text(Run(2, 7)), Text(Run(2, 7)));
        Assert.NotEqual(Text(Run(2, 7)), Text(Run(2, 8)));
        Assert.Equal(Run(2, 7).Calls, Run(9, 7).Calls);
        Assert.True(Run(9, 7).Latency.Mean < Run(2, 7).Latency.Mean);

        static PipelineResult Run(int servers, ulong seed) => Tools.Run(Tools.Poisson(0.4, 3000), servers, 20, seed, Diamond);
        static string Text(PipelineResult result) =>
            string.Join('\n', result.Nodes.Select(n => n.ToString()).Append(result.Latency.ToString()).Append($"{result.Kept}"));
    }

    [Fact]
    public void An_end_before_all_is_answered_leaves_the_rest_in_the_system()
    {
        var result = new PipelineSystem(new CallGraph([.. Diamond]), [], [.. Diamond.Select(n => new PipelineTool(n.Name, 1))])
            .Run([], Tools.Poisson(5, long.MaxValue), new LatencyObjective(1, 0.95), 1, untilSeconds: 100);
        Assert.Equal(100, result.Seconds);
        Assert.True(result.Left > 100);
        Assert.InRange(result.KeptShare, 0, 0.5);
    }

    [Fact]
    public void A_closed_loop_keeps_its_clients_in_flight()
    {
        var result = Tools.Run(new ClosedLoop(7, 7000, new UniformLengths(1, 1), new RandomSource(1)), 2, Diamond);
        Assert.Equal(7000, result.Finished);
        Assert.Equal(7, result.MeanInSystem, 0.1);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3.0)]
    public void Engines_that_share_GPUs_are_never_busy_together_and_get_equal_turns(double rate)
    {
        var events = new EventCalendar();
        var listener = new Answers();
        var device = new Device(events);
        var loads = new[] { new EngineLoad(), new EngineLoad() };
        var spans = new List<(IDeviceEngine Engine, double Start, double End)>();
        var decoder = new DecoderEngine(
            o => new ServingEngine(new ConstantStepTimes(0.05), new KvPool(1 << 20, 16), new EngineSettings { MaxSequences = 2 }, o), events, listener, loads[0]);
        var encoder = new EncoderEngine((_, _) => 0.05, new EncoderSettings { MaxBatch = 1 }, device, events, listener, loads[1]);
        foreach (var engine in new IDeviceEngine[] { decoder, encoder })
            device.Add(new Watched(engine, spans));
        var random = new RandomSource(1);
        for (var (i, time) = (0, 0.0); i < 3000; i++)
        {
            time += random.Exponential() / rate;
            events.At(time, EventRank.Arrival, now =>
            {
                decoder.Submit(new Call(10, 10, 0, now), now);
                for (var j = 0; j < 5; j++)
                    encoder.Submit(new Call(10, 0, 0, now), now);
                device.Wake();
            });
        }

        var end = events.Run();
        Assert.Equal(18_000, listener.Count);
        Assert.True(device.BusySeconds.Sum() <= end * (1 + 1e-12));
        Assert.Equal(spans.Sum(s => s.End - s.Start), device.BusySeconds.Sum(), 1e-6);
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.Second.Start >= pair.First.End));
        if (rate > 1)
        {
            // Each would take three quarters of the time: turns alternate.
            Assert.InRange(device.BusySeconds.Sum() / end, 0.99, 1.0000001);
            Assert.InRange(spans.Count(s => s.Engine == encoder && s.Start is >= 200 and < 300), 990, 1010);
            Assert.InRange(spans.Count(s => s.Engine == decoder && s.Start is >= 200 and < 300), 990, 1010);
        }
    }

    [Fact]
    public void An_encoder_waits_for_its_window_unless_the_batch_is_full()
    {
        var events = new EventCalendar();
        var listener = new Answers();
        var device = new Device(events);
        var settings = new EncoderSettings { MaxBatch = 3, WindowSeconds = 1 };
        var encoder = new EncoderEngine((batch, _) => 0.1 * batch, settings, device, events, listener, new EngineLoad());
        device.Add(encoder);
        foreach (var time in new[] { 0, 0.2, 5, 5.1, 5.2, 9 })
        {
            events.At(time, EventRank.Arrival, now =>
            {
                encoder.Submit(new Call(10, 0, 0, now), now);
                device.Wake();
            });
        }

        events.Run();
        Assert.Equal([1.2, 1.2, 5.5, 5.5, 5.5, 10.1], listener.Times.Select(t => Math.Round(t, 9)));
    }

    private sealed class Answers : ICallListener
    {
        public List<double> Times { get; } = [];

        public int Count => Times.Count;

        public void Answered(Call call, double now) => Times.Add(now);

        public void Rejected(Call call, string reason, double now) => throw new InvalidOperationException(reason);
    }

    private sealed class Watched(IDeviceEngine inner, List<(IDeviceEngine Engine, double Start, double End)> spans) : IDeviceEngine
    {
        private double began;

        public bool HasWork => inner.HasWork;

        public double Begin(double now)
        {
            began = now;
            return inner.Begin(now);
        }

        public void End(double end)
        {
            spans.Add((inner, began, end));
            inner.End(end);
        }
    }
}
