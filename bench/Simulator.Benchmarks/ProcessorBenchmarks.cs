using BenchmarkDotNet.Attributes;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Peaks;
using Simulator.Measurement.Processors;
using Simulator.Workloads.Operators;

namespace Simulator.Benchmarks;

/// <summary>The processor's kernels on all cores; <see cref="Peak"/> is as much work in registers as a 1024³ product, to divide by.</summary>
public class ProcessorBenchmarks : IDisposable
{
    private readonly Dictionary<string, IPreparedKernel> kernels = [];
    private ProcessorDevice device = null!;

    /// <summary>Makes the operands, none of which is measured.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        device = new ProcessorDevice();
        Add("fp32", "gemm", "fp32", "m=1024;n=1024;k=1024");
        Add("nvfp4", "gemm", "nvfp4", "m=1024;n=1024;k=1024");
        Add("triad", "triad", "fp32", "elements=40000000");
        Add("copy", "copy", "fp32", "bytes=240000000");
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        foreach (var kernel in kernels.Values)
            kernel.Dispose();
        device.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>2³¹ FLOP in registers.</summary>
    [Benchmark(Baseline = true)]
    public double Peak() => FmaPeak.Seconds(device, 2 * Math.Pow(1024, 3));

    /// <summary>A product of 2³¹ FLOP in fp32.</summary>
    [Benchmark]
    public double GemmFp32() => kernels["fp32"].TimeSeconds(1, CacheState.Warm);

    /// <summary>The same in nvfp4, A quantised on the way.</summary>
    [Benchmark]
    public double GemmNvfp4() => kernels["nvfp4"].TimeSeconds(1, CacheState.Warm);

    /// <summary>480 MB.</summary>
    [Benchmark]
    public double Triad() => kernels["triad"].TimeSeconds(1, CacheState.Warm);

    /// <summary>480 MB.</summary>
    [Benchmark]
    public double Copy() => kernels["copy"].TimeSeconds(1, CacheState.Warm);

    private void Add(string name, string op, string precision, string shape)
    {
        var operation = OperatorVocabulary.Parse(op, precision, shape);
        kernels[name] = device.Prepare(operation, InputFactory.Create(operation, 1));
    }
}
