using System.Collections.Concurrent;
using Simulator.Hardware.Clusters;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Serving.Planning;

/// <summary>Makes fleets of descriptions, each of its own so that they may run beside each other. Thread-safe.</summary>
/// <param name="hardware">Finds the system of a description's GPU or system; thread-safe.</param>
/// <param name="coefficients">The timing model's coefficients.</param>
/// <param name="models">Reads the model of an id; thread-safe.</param>
public sealed class PlanSystems(Func<ServingDescription, SystemDescription> hardware, TimingCoefficients coefficients, Func<string, ModelDescription> models)
{
    private readonly ConcurrentDictionary<(string?, string?), SystemDescription> systems = new();
    private readonly ConcurrentDictionary<string, ModelDescription> read = new(StringComparer.Ordinal);

    /// <summary>The system of a description.</summary>
    /// <param name="description">The description.</param>
    /// <returns>The node or cluster.</returns>
    public SystemDescription Hardware(ServingDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return systems.GetOrAdd((description.Gpu, description.System), _ => hardware(description));
    }

    /// <summary>The model of a description.</summary>
    /// <param name="id">Its id or path.</param>
    /// <returns>The model.</returns>
    public ModelDescription Model(string id) => read.GetOrAdd(id, models);

    /// <summary>A fleet.</summary>
    /// <param name="description">Its description.</param>
    /// <param name="change">Changes the hardware; null for none.</param>
    /// <returns>The fleet, ready to run.</returns>
    /// <exception cref="Simulator.Hardware.Errors.InputException">The description cannot be served so.</exception>
    public FleetPlan Plan(ServingDescription description, Func<SystemDescription, SystemDescription>? change = null) =>
        new(description, (pool, role) => System(pool, role, change));

    /// <summary>One engine's system.</summary>
    /// <param name="description">The description of one pool.</param>
    /// <param name="role">Which phases it serves.</param>
    /// <param name="change">Changes the hardware; null for none.</param>
    /// <returns>The system.</returns>
    /// <exception cref="Simulator.Hardware.Errors.InputException">The model cannot be divided so, or does not fit.</exception>
    public ServingSystem System(ServingDescription description, EngineRole role, Func<SystemDescription, SystemDescription>? change = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        var system = Hardware(description);
        return description.ToSystem(new TimingModel(change is null ? system : change(system), coefficients), Model, role);
    }
}
