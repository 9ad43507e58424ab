using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Planning;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Benchmarks;

/// <summary>The repository's descriptions, coefficients and models.</summary>
internal static class Catalogue
{
    internal static SystemCatalog Systems { get; } = SystemCatalog.Open();

    internal static ModelCatalog Models { get; } = ModelCatalog.Open();

    internal static TimingCoefficients Coefficients { get; } = CalibrationFile.Load(ConfigDirectory.Find());

    internal static PlanSystems Planning { get; } = new(pool => SystemCatalog.DefaultFor(Systems.Gpus.Load(pool.Gpu!)), Coefficients, Models.Load);

    /// <summary>A fleet that knows no step times yet.</summary>
    internal static FleetPlan Fleet(ServingDescription description) => Planning.Plan(description);
}
