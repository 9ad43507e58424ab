using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

public class CapturedGraphsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("1,2,4,8", 3, 0, 1, StepLaunch.Graph)]
    [InlineData("8, 4,1", 5, 0, 3, StepLaunch.Graph)]
    [InlineData("1,2,4,8", 8, 0, 0, StepLaunch.Graph)]
    [InlineData("1,2,4,8", 9, 0, 0, StepLaunch.Eager)]
    [InlineData("1,2,4,8", 2, 3, 0, StepLaunch.Eager)]
    [InlineData("vllm", 250, 0, 6, StepLaunch.Graph)]
    [InlineData("vllm", 257, 0, 15, StepLaunch.Graph)]
    [InlineData("vllm", 100, 57, 3, StepLaunch.Piecewise)]
    [InlineData("vllm", 100, 500, 0, StepLaunch.Eager)]
    [InlineData("sglang", 9, 0, 3, StepLaunch.Graph)]
    [InlineData("sglang", 9, 1, 0, StepLaunch.Eager)]
    [InlineData("trtllm", 129, 0, 127, StepLaunch.Graph)]
    public void A_step_is_padded_to_the_next_size_or_launched_without_a_graph(string sizes, int decodes, int prompt, int padding, StepLaunch launch)
    {
        var load = CapturedGraphs.Parse(sizes).Launch(new StepLoad(prompt > 0 ? 1 : 0, prompt, 0, decodes, 1000));
        Assert.Equal((padding, launch), (load.Padding, load.Launch));
    }

    [Fact]
    public void Drafts_count_as_tokens_of_the_graph()
    {
        var load = CapturedGraphs.Parse("vllm").Launch(new StepLoad(0, 0, 0, 5, 1000) { Drafts = 3 });
        Assert.Equal((20, 4), (load.Tokens, load.Padding));
    }

    [Theory]
    [InlineData("vlm")]
    [InlineData("1,0")]
    [InlineData("1,,2")]
    [InlineData("1,x")]
    public void What_is_no_list_of_sizes_is_refused(string text) => Assert.Throws<InputException>(() => CapturedGraphs.Parse(text));

    [Fact]
    public void Padding_is_priced_and_the_host_bounds_steps_without_a_graph()
    {
        var request = Catalogue.Request("llama-3.1-8b", StepShape.Decode(1, 1));
        var simulator = Catalogue.Simulator();
        var times = new StepTimes(simulator, request.Model, request.Recipe, Parallelism.Single);
        var launched = new LaunchedStepTimes(times, simulator, request.Model, request.Recipe, Parallelism.Single);
        var small = new StepLoad(0, 0, 0, 1, 16);
        var (one, all, pieces) = (times.Seconds(small), launched.EagerSeconds, launched.PiecewiseSeconds);
        output.WriteLine(FormattableString.Invariant($"one token {1e3 * one:0.00} ms; launches {1e3 * all:0.00} ms, piecewise {1e3 * pieces:0.00} ms"));

        // Each of 32 layers launches its attention and a graph, and the last graph follows.
        var attention = simulator.Simulate(request.BuildTrace()).Operators.Single(o => o.Row.Name == "attention.attention").Estimate.Kernels;
        Assert.Equal(2.5e-6 * ((32 * (attention + 1)) + 1), launched.PiecewiseSeconds, 1e-12);
        Assert.True(launched.EagerSeconds > 2 * launched.PiecewiseSeconds);
        Assert.Equal(times.Seconds(small), launched.Seconds(small));
        var slow = new LaunchedStepTimes(new ConstantStepTimes(1e-6), simulator, request.Model, request.Recipe, Parallelism.Single);
        Assert.Equal(slow.EagerSeconds, slow.Seconds(small with { Launch = StepLaunch.Eager }));
        Assert.Equal(slow.PiecewiseSeconds, slow.Seconds(small with { Launch = StepLaunch.Piecewise }));
        Assert.Equal(1e-6, slow.Seconds(small));

        var (batch, context) = (130, 130L * 512);
        var padded = times.Seconds(new StepLoad(0, 0, 0, batch, context) { Padding = 126 });
        var (less, more) = (times.Seconds(new StepLoad(0, 0, 0, batch, context)), times.Seconds(new StepLoad(0, 0, 0, 256, 256L * 512)));
        Assert.InRange(padded, less, more);
        Assert.True(padded > less);
    }
}
