using Simulator.Hardware.Clusters;
using Simulator.Systems.Serving.Validation;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

public class MeasuredServingTests(ITestOutputHelper output)
{
    // What is reached today, rounded up; docs/serving.md says why it is not less.
    [SharedDataTheory("serving", "serving.csv")]
    [InlineData(0.18, 0.33)]
    public void Measured_runs_are_predicted_within_the_documented_errors(double tpot, double ttft)
    {
        var runs = MeasuredServingFile.Read(SharedData.PathOf("serving", "serving.csv")!);
        var validator = new ServingValidator(gpu => SystemCatalog.DefaultFor(Catalogue.Gpus.Load(gpu)), Catalogue.Models.Load, Catalogue.Coefficients);
        var report = ServingReport.Of(validator.Compare(runs));
        foreach (var group in report.Groups.Append(report.Total!))
            output.WriteLine(FormattableString.Invariant($"{group.Name}: {group.Rows} runs, TPOT {group.Tpot.Mape:0.0 %}, TTFT {group.Ttft.Mape:0.0 %}"));
        Assert.All(report.Refused, r => Assert.Contains("leaves no memory for a KV cache", r.Reason, StringComparison.Ordinal));
        Assert.InRange(report.Refused.Length, 0, 9);
        Assert.InRange(report.Total!.Tpot.Mape, 0, tpot);
        Assert.InRange(report.Total.Ttft.Mape, 0, ttft);
        Assert.All(report.Compared, c => Assert.InRange(c.Predicted.LittleDeviation, -1e-9, 1e-9));
        Assert.All(report.Compared, c => Assert.Equal(c.Predicted.Arrived, c.Predicted.Finished));
    }
}
