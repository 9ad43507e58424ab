using System.Text.Json;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Systems.Timelines;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Timelines;

public class ChromeTraceTests
{
    [Theory]
    [InlineData("llama-3.1-70b", LaunchMode.Graph)]
    [InlineData("llama-3.1-70b", LaunchMode.Stream)]
    [InlineData("deepseek-v3", LaunchMode.Graph)]
    [InlineData("deepseek-v3", LaunchMode.Stream)]
    [InlineData("nemotron-3-nano-30b-a3b", LaunchMode.Graph)]
    public void Events_follow_one_another_and_end_with_the_step(string model, LaunchMode launch)
    {
        var step = Catalogue.Simulator().Simulate(Catalogue.Request(model, StepShape.Decode(8, 1024)).BuildTrace(), launch);
        using var document = Written(step);
        var events = document.RootElement.GetProperty("traceEvents").EnumerateArray().Where(e => e.GetProperty("ph").GetString() == "X").ToList();
        Assert.Equal(step.Operators.Sum(o => o.Row.Repeat), events.Count);
        foreach (var thread in events.GroupBy(e => e.GetProperty("tid").GetInt32()))
        {
            var end = 0.0;
            foreach (var e in thread)
            {
                Assert.True(Number(e, "ts") >= end - 1e-6, e.ToString());
                end = Number(e, "ts") + Number(e, "dur");
            }
        }

        var main = events.Where(e => e.GetProperty("tid").GetInt32() == 0).ToList();
        var added = step.Operators.Where(o => o.IsSide).Sum(o => o.Exposed) + step.HostBoundSeconds;
        Assert.Equal(step.Seconds, main.Sum(e => Number(e, "dur")) * 1e-6 + added, 9);
        Assert.Equal(step.Seconds, events.Max(e => Number(e, "ts") + Number(e, "dur")) * 1e-6, 9);
    }

    [Fact]
    public void Main_stream_durations_add_up_to_a_step_without_side_streams()
    {
        var step = Catalogue.Simulator().Simulate(Catalogue.LlamaDecode().BuildTrace());
        using var document = Written(step);
        var sum = document.RootElement.GetProperty("traceEvents").EnumerateArray()
            .Where(e => e.GetProperty("ph").GetString() == "X").Sum(e => Number(e, "dur"));
        Assert.Equal(step.Seconds, sum * 1e-6, 9);
    }

    [Fact]
    public void An_endless_timeline_is_refused()
    {
        var row = new TraceRow("row", OperatorVocabulary.Parse("rms-norm", "bf16", "tokens=1;hidden=1024"), ChromeTrace.MostEvents + 1);
        var step = Catalogue.Simulator().Simulate(new Trace([row]));
        Assert.Contains("at most 1000000", Assert.Throws<InputException>(() => Written(step)).Message, StringComparison.Ordinal);
    }

    private static JsonDocument Written(StepResult step)
    {
        using var stream = new MemoryStream();
        ChromeTrace.Write(step, "a step", stream);
        return JsonDocument.Parse(stream.ToArray());
    }

    private static double Number(JsonElement e, string name) => e.GetProperty(name).GetDouble();
}
