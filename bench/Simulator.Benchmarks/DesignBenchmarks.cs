using BenchmarkDotNet.Attributes;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;
using Simulator.Systems.Energy;
using Simulator.Systems.Inference;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Energy;
using Simulator.Workloads.Traces;

namespace Simulator.Benchmarks;

/// <summary>What a sweep over designs asks of each: area, cost and power; time and energy of a step.</summary>
[MemoryDiagnoser]
public class DesignBenchmarks
{
    private GpuDescription gpu = null!;
    private DieAreaModel areas = null!;
    private CostModel costs = null!;
    private ChipPower power = null!;
    private StepSimulator step = null!;
    private Trace decode = null!;

    /// <summary>Reads the descriptions, which is not measured.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var systems = SystemCatalog.Open();
        var configs = systems.Gpus.ConfigDirectoryPath;
        var technology = TechnologyFile.Load(configs);
        var system = systems.Load("hgx-h100");
        gpu = system.Gpu;
        areas = new DieAreaModel(technology);
        costs = new CostModel(technology);
        power = new ChipPower(technology);
        var model = new TimingModel(system, CalibrationFile.Load(configs));
        step = new StepSimulator(model, energy: new EnergyModel(model.Rates, technology));
        decode = LlamaDecode.Trace;
    }

    /// <summary>Area, cost and TDP of one design.</summary>
    [Benchmark]
    public double AreaCostPower()
    {
        var area = areas.Of(gpu);
        return area.TotalSquareMetres + costs.Of(gpu, area).TotalDollars + power.Of(gpu, area).TdpWatts;
    }

    /// <summary>Time alone of a decode step of Llama-70B on 8 GPUs.</summary>
    [Benchmark(Baseline = true)]
    public double StepSeconds() => step.Seconds(decode);

    /// <summary>Time and energy of the same step.</summary>
    [Benchmark]
    public StepPrice StepSecondsAndJoules() => step.Price(decode);
}
