using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;

namespace Simulator.Hardware.Tests.Silicon;

/// <summary>The GPUs and the technology of the repository.</summary>
internal static class Chips
{
    public static GpuCatalog Catalog { get; } = new(RepositoryPaths.Configs);

    public static TechnologyDescription Technology { get; } = TechnologyFile.Load(RepositoryPaths.Configs);

    public static DieAreaModel Areas { get; } = new(Technology);

    public static CostModel Costs { get; } = new(Technology);

    public static ChipPower Power { get; } = new(Technology);

    public static GpuDescription Gpu(string id) => Catalog.Load(id);
}
