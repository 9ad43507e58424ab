using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

/// <summary>A sequence that is handed over holds blocks on both engines until it is released, and nothing of it is left.</summary>
public class HandOverTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Blocks_of_both_engines_are_given_back(bool prefixes)
    {
        var (from, to) = (new KvPool(100, 16), new KvPool(100, 16));
        var (sender, receiver) = (new Hand(), new Hand());
        var settings = new EngineSettings { Prefixes = prefixes ? new PrefixSettings() : null };
        var prefill = new ServingEngine(new ConstantStepTimes(1), from, settings with { Role = EngineRole.Prefill }, sender);
        var decoding = settings with { Role = EngineRole.Decode, Speculation = new Speculation(2, [0.5]) };
        var decode = new ServingEngine(new ConstantStepTimes(1), to, decoding, receiver);
        var sequence = new Sequence(new Arrival(0, new RequestShape(100, 50)) { Content = new PromptContent(16, [1, 2, 3, 4, 5, 6, 7, 8]) });
        prefill.Submit(sequence, 0);
        Assert.True(decode.TryReserve(sequence));
        prefill.End(prefill.Begin(0));
        Assert.Same(sequence, sender.Given);
        Assert.Equal((7, 7), (from.Used, to.Used));
        Assert.Equal((0, 1), (prefill.Running, decode.Reserved));
        decode.Receive(sequence);
        prefill.Release(sequence);
        Assert.Equal((0, prefixes ? 6 : 0), (from.Used, from.Cached));
        for (var now = 1.0; decode.HasWork; now++)
        {
            Assert.Equal(now + 1, decode.Begin(now));
            decode.End(now + 1);
        }

        Assert.Equal(50, receiver.Answered!.Generated);
        Assert.Equal((0, 0), (to.Used, decode.Reserved));
        Assert.Equal(prefixes ? 8 : 0, to.Cached);
        Assert.Throws<InvalidOperationException>(() => prefill.Release(sequence));
    }

    private sealed class Hand : IEngineObserver
    {
        internal Sequence? Given { get; private set; }

        internal Sequence? Answered { get; private set; }

        public void Rejected(Sequence sequence, string reason, double seconds) => Assert.Fail(reason);

        public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks)
        {
        }

        public void Intervals(double seconds, int sequences)
        {
        }

        public void Preempted()
        {
        }

        public void Finished(Sequence sequence, double end) => Answered = sequence;

        public void HandedOver(Sequence sequence, double end) => Given = sequence;
    }
}
