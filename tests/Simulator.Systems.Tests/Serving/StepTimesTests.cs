using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Steps;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

public class StepTimesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("llama-3.1-70b", 4, 64, 4096)]
    [InlineData("deepseek-v3", 8, 128, 2048)]
    [InlineData("nemotron-h-56b", 8, 32, 1024)]
    public void A_step_of_decodes_alone_is_the_decode_step(string model, int tp, int batch, int context)
    {
        var request = Catalogue.Request(model, StepShape.Decode(batch, context), parallelism: new Parallelism { Tp = tp });
        var whole = Catalogue.Simulator("b200-sxm").Seconds(request.BuildTrace());
        Assert.Equal(whole, Times(model, tp).Seconds(new StepLoad(0, 0, 0, batch, (long)batch * context)), 1e-9 * whole);
    }

    [Fact]
    public void A_step_of_one_prompt_alone_is_nearly_the_prefill_step()
    {
        var request = Catalogue.Request("llama-3.1-70b", StepShape.Prefill(1, 4096), parallelism: new Parallelism { Tp = 4 });
        var whole = Catalogue.Simulator("b200-sxm").Seconds(request.BuildTrace());
        Assert.Equal(whole, Times("llama-3.1-70b", 4).Seconds(new StepLoad(1, 4096, 0, 0, 0)), 0.02 * whole);
    }

    [Theory]
    [InlineData("llama-3.1-70b", 4)]
    [InlineData("deepseek-v3", 8)]
    [InlineData("gpt-oss-120b", 2)]
    public void Interpolation_is_within_the_stated_bound(string model, int tp)
    {
        var random = new RandomSource(4);
        var loads = Enumerable.Range(0, 200).Select(_ => Load(random)).ToArray();
        var times = Times(model, tp);
        var (largest, mean) = times.Deviation(loads);
        foreach (var load in loads.OrderByDescending(l => Math.Abs((times.Seconds(l) / times.ExactSeconds(l)) - 1)).Take(3))
            output.WriteLine(FormattableString.Invariant($"{load}: {times.Seconds(load) / times.ExactSeconds(load):0.000}"));
        output.WriteLine(FormattableString.Invariant($"{model}: largest {largest:0.00 %}, mean {mean:0.00 %}"));
        Assert.InRange(largest, 0, StepTimes.LargestDeviation);
        Assert.InRange(mean, 0, StepTimes.MeanDeviation);
    }

    private static StepLoad Load(RandomSource random)
    {
        var batch = (int)Math.Exp(random.Uniform() * Math.Log(512));
        var prompts = random.Uniform() < 0.5 ? 0 : 1 + (int)(3 * random.Uniform());
        var tokens = prompts * (int)Math.Exp(random.Uniform() * Math.Log(4096));
        return new StepLoad(prompts, tokens, prompts * (long)(4096 * random.Uniform()), batch, batch * (long)(1 + (8192 * random.Uniform())));
    }

    private static StepTimes Times(string model, int tp)
    {
        var request = Catalogue.Request(model, StepShape.Decode(1, 1), parallelism: new Parallelism { Tp = tp });
        return new StepTimes(Catalogue.Simulator("b200-sxm"), request.Model, request.Recipe, request.Parallelism);
    }
}
