using System.Collections.Frozen;
using Simulator.Workloads.Models;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Measurements;

/// <summary>
/// What measured shapes leave unsaid. The vocabulary's <c>moe</c> has three weight matrices per expert (gated) unless it says otherwise; rows whose experts
/// are those of a catalogue model with two (not gated: Nemotron) are completed from that model.
/// </summary>
public sealed class MeasurementConventions
{
    private readonly FrozenSet<(int Inter, int TopK, int Experts)> ungated;

    /// <summary>Takes the conventions from models.</summary>
    /// <param name="models">The catalogue.</param>
    public MeasurementConventions(IEnumerable<ModelDescription> models) => ungated = models
        .SelectMany(m => m.Layers)
        .Select(l => l.FeedForward)
        .OfType<MoeFeedForward>()
        .Where(f => f.Matrices == 2)
        .Select(f => (f.Inter, f.TopK, f.Experts))
        .ToFrozenSet();

    /// <summary>Nothing is completed.</summary>
    public static MeasurementConventions None { get; } = new([]);

    /// <summary>Completes an operator.</summary>
    /// <param name="op">As the row says.</param>
    /// <returns>The operator that was run.</returns>
    public Operator Complete(Operator op) =>
        op is MoeOperator { Matrices: 3 } m && ungated.Contains((m.Inter, m.TopK, m.Experts)) ? m with { Matrices = 2 } : op;
}
