using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;
using Simulator.Timing;
using Simulator.Timing.Energy;

namespace Simulator.Exploration.Metrics;

/// <summary>Area, power and money of a design. Belongs to one thread, which uses it again for every point.</summary>
/// <param name="technology">What processes, memories and packages cost.</param>
internal sealed class DesignSilicon(TechnologyDescription technology)
{
    private readonly DieAreaModel areas = new(technology);
    private readonly ChipPower powers = new(technology);
    private readonly CostModel costs = new(technology);
    private readonly GpuEnergyModel energies = new(technology);
    private GpuDescription gpu = null!;
    private DieArea? area;

    /// <summary>The area of the compute dies.</summary>
    public DieArea Area => area ??= areas.Of(gpu);

    /// <summary>The power at the design load, in watts.</summary>
    public double TdpWatts => powers.Of(gpu, Area).TdpWatts;

    /// <summary>The bill of materials, in US dollars.</summary>
    public double Dollars => costs.Of(gpu, Area).TotalDollars;

    /// <summary>The energy model of the design.</summary>
    /// <param name="model">Its timing model.</param>
    public EnergyModel EnergyOf(TimingModel model) => new(model.Rates, energies.Of(gpu, Area), technology.Energies.ConversionEfficiency);

    /// <summary>Begins with another design.</summary>
    public void Begin(GpuDescription other) => (gpu, area) = (other, null);
}
