using System.Collections.Immutable;

namespace Simulator.Exploration.Serving;

/// <summary>Works out points of an experiment on serving.</summary>
public interface IPointEvaluation
{
    /// <summary>The names of the columns, whatever the point.</summary>
    ImmutableArray<string> Columns { get; }

    /// <summary>Whether a column is for people too, and not only for the file.</summary>
    /// <param name="column">The column.</param>
    /// <returns>False of details.</returns>
    bool IsShown(string column) => true;

    /// <summary>Works out a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>A text for each column: numbers in SI units, empty where there is none.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    ImmutableArray<string> Evaluate(ServingPoint point, CancellationToken cancellation);
}
