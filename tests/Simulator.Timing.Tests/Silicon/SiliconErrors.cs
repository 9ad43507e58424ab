using Simulator.Timing.Estimates;
using Simulator.Timing.Tests.Cases;
using Simulator.Workloads.Operators;
using Xunit.Abstractions;

namespace Simulator.Timing.Tests.Silicon;

/// <summary>How far the predictions are from measured operator latencies. The coefficients were fitted on this data.</summary>
public sealed class SiliconErrors(ITestOutputHelper output)
{
    private const double Allowed = 0.20;

    [SharedDataFact("silicon/gemm.csv")]
    public void Of_bf16_products_stay_within_20_percent_on_each_gpu()
    {
        foreach (var (gpu, precision, error) in Errors("gemm", o => o is GemmOperator { N: >= 128, K: >= 128 }))
        {
            if (precision == "bf16")
                Assert.True(error <= Allowed, $"{gpu}: {error:P1}");
        }
    }

    [SharedDataFact("silicon/moe.csv")]
    public void Of_the_other_operators_are_printed()
    {
        string[] tables =
        [
            "attention-prefill", "attention-decode", "attention-encoder", "mla-prefill", "mla-decode", "moe", "mamba2-conv-prefill",
            "mamba2-conv-decode", "all-reduce", "all-reduce-fused", "all-gather", "reduce-scatter", "alltoall",
        ];
        Assert.All(tables, table => Assert.All(Errors(table, _ => true), e => Assert.True(double.IsFinite(e.Error))));
    }

    private List<(string Gpu, string Precision, double Error)> Errors(string table, Func<Operator, bool> counts)
    {
        var models = new Dictionary<string, TimingModel>();
        var errors = new List<(string Gpu, string Precision, double Error)>();
        foreach (var group in MeasuredOperators.Read(table).Where(r => counts(r.Op)).GroupBy(r => (r.Gpu, r.Op.PrecisionName)))
        {
            if (!models.TryGetValue(group.Key.Gpu, out var model))
                models[group.Key.Gpu] = model = Machine.Load(group.Key.Gpu).Model;
            var deviations = group.Select(r => model.Estimate(r.Op, PricingContext.Benchmark).Seconds / r.Seconds - 1).ToArray();
            var error = deviations.Average(Math.Abs);
            output.WriteLine(
                $"{table,-20} {group.Key.PrecisionName,-14} {group.Key.Gpu,-9} mean absolute error {error,6:P1}   bias {deviations.Average(),7:P1}   "
                + $"median {Median(deviations),6:P1}   {deviations.Length} rows");
            errors.Add((group.Key.Gpu, group.Key.PrecisionName, error));
        }

        return errors;
    }

    private static double Median(double[] deviations) => deviations.Select(Math.Abs).Order().ElementAt(deviations.Length / 2);
}
