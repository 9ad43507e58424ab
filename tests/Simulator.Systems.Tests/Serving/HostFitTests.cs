using Simulator.Hardware.Clusters;
using Simulator.Systems.Serving.Validation;
using Simulator.Timing.Calibration;

namespace Simulator.Systems.Tests.Serving;

public class HostFitTests
{
    private static readonly ServingCoefficients Prior = new()
    {
        Stacks = new Dictionary<string, HostCoefficients>
        {
            ["vllm"] = new() { StepSeconds = 300e-6, SequenceSeconds = 5e-6, LaunchSeconds = 20e-6, RequestSeconds = 20e-3, KilotokenSeconds = 3e-3 },
        },
    };

    [Fact]
    public void Host_times_that_made_the_runs_are_found_again()
    {
        var truth = Prior.Of("vllm") with { StepSeconds = 1200e-6, LaunchSeconds = 60e-6, RequestSeconds = 8e-3 };
        var validator = new ServingValidator(gpu => SystemCatalog.DefaultFor(Catalogue.Gpus.Load(gpu)), Catalogue.Models.Load, Catalogue.Coefficients);
        MeasuredServing[] shapes =
        [
            .. from concurrency in new[] { 2, 8, 32 } from input in new[] { 100, 600 } from gpu in new[] { "h100-sxm", "a100-sxm" }
               select Run(gpu, input, concurrency),
        ];
        var hosts = Prior with { Stacks = new Dictionary<string, HostCoefficients> { ["vllm"] = truth } };
        var (made, refused) = validator.Compare(shapes, hosts);
        Assert.Empty(refused);
        MeasuredServing[] runs = [.. made.Select(c => c.Measured with { TpotSeconds = c.Predicted.Tpot.Mean, TtftSeconds = c.Predicted.Ttft.Mean })];

        var fit = new HostFit(validator, runs, Prior);
        var losses = new List<double>();
        var found = fit.Fit((_, loss) => losses.Add(loss)).Of("vllm");
        Assert.True(losses.Min() < 0.1 * losses[0], string.Join(' ', losses));
        Assert.Equal(1, found.StepSeconds / truth.StepSeconds, 0.2);
        Assert.Equal(1, found.LaunchSeconds / truth.LaunchSeconds, 0.2);

        var left = fit.LeaveOut(r => r.Gpu);
        Assert.Equal(runs.Length, left.Length);
        Assert.All(left, c => Assert.InRange(c.TpotRatio, 0.9, 1.1));
    }

    private static MeasuredServing Run(string gpu, int input, int concurrency) => new()
    {
        Gpu = gpu,
        Model = "meta-llama/Llama-3.1-8B-Instruct",
        Precision = "bf16",
        Stack = "vllm",
        InputTokens = input,
        OutputTokens = 60,
        Concurrency = concurrency,
        Tp = 4,
        AttentionDp = 1,
        MoeTp = 4,
        MoeEp = 1,
        TtftSeconds = 1,
        TpotSeconds = 1,
        Line = 2,
    };
}
