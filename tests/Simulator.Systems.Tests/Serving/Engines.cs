using Simulator.Hardware.Technology;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;
using Simulator.Timing;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Engines of the catalogue's models, with their energy.</summary>
internal static class Engines
{
    internal static TechnologyDescription Technology { get; } = TechnologyFile.Load(Path.Combine(Catalogue.Root, "configs"));

    internal static ServingDescription Llama { get; } = new()
    {
        Gpu = "h100-sxm",
        Model = "llama-3.1-8b",
        Input = 256,
        Output = 64,
        Shortest = 0.5,
        Requests = 200,
    };

    internal static ServingSystem System(ServingDescription description, bool energy = true) => description.ToSystem(
        new TimingModel(Catalogue.Node(description.Gpu!), Catalogue.Coefficients), Catalogue.Models.Load, technology: energy ? Technology : null);

    internal static FleetPlan Plan(ServingDescription description) => new(description, (_, _) => System(description));

    internal static (ServingResult Result, RunRecorder Recorder) Run(ServingDescription description, RunRecorder? recorder = null)
    {
        recorder ??= new RunRecorder();
        var until = description.DurationSeconds ?? double.PositiveInfinity;
        return (System(description).Run(description.ToArrivals(), description.Objective, until, recorder), recorder);
    }
}
