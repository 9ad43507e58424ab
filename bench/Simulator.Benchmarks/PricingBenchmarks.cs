using BenchmarkDotNet.Attributes;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces;

namespace Simulator.Benchmarks;

/// <summary>The hot path of every sweep: pricing one product with its tile search, and all operators of a decode step.</summary>
[MemoryDiagnoser]
public class PricingBenchmarks
{
    private TimingModel model = null!;
    private GemmOperator[] bf16 = null!;
    private GemmOperator[] fp8 = null!;
    private Trace decode = null!;

    /// <summary>Builds the model, the shapes and the trace, none of which is measured.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var systems = SystemCatalog.Open();
        var calibration = Path.Combine(systems.Gpus.ConfigDirectoryPath, "calibration", "default.yaml");
        model = new TimingModel(systems.Load("hgx-h100"), DescriptionReader.Read<TimingCoefficients>(calibration).Value);
        bf16 = Shapes(GemmPrecisions.Bf16);
        fp8 = Shapes(GemmPrecisions.Fp8);
        decode = LlamaDecode.Trace;
    }

    /// <summary>Mean over 24 shapes of Llama-70B's projections, 1 to 8192 tokens.</summary>
    [Benchmark(OperationsPerInvoke = 24)]
    public double GemmBf16() => Price(bf16);

    /// <summary>The same in fp8.</summary>
    [Benchmark(OperationsPerInvoke = 24)]
    public double GemmFp8() => Price(fp8);

    /// <summary>All operators of one decode step of Llama-70B on 8 GPUs, equal layers priced once.</summary>
    [Benchmark]
    public double LlamaDecodeStep()
    {
        var seconds = 0.0;
        foreach (var row in decode.Rows)
            seconds += row.Repeat * model.Estimate(row.Operator, PricingContext.Step).Seconds;
        return seconds;
    }

    private double Price(GemmOperator[] shapes)
    {
        var seconds = 0.0;
        foreach (var op in shapes)
            seconds += model.Estimate(op, PricingContext.Step).Seconds;
        return seconds;
    }

    private static GemmOperator[] Shapes(GemmPrecision precision)
    {
        (int N, int K)[] weights = [(10240, 8192), (8192, 8192), (57344, 8192), (8192, 28672)];
        int[] tokens = [1, 16, 64, 256, 1024, 8192];
        return [.. from w in weights from m in tokens select new GemmOperator(precision, m, w.N, w.K)];
    }
}
