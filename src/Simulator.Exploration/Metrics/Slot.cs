using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Expressions;

namespace Simulator.Exploration.Metrics;

/// <summary>A number that expressions of an experiment use by name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Unit">Its unit.</param>
internal abstract record Slot(string Name, UnitSignature Unit)
{
    /// <summary>Whether it is a figure that the simulator predicts, and so a column; other numbers are columns already, or follow from columns.</summary>
    public virtual bool IsFigure => false;

    /// <summary>Whether it is measured rather than predicted.</summary>
    public virtual bool IsMeasured => false;

    /// <summary>Works out the number; slots before this one are filled.</summary>
    /// <param name="design">The design.</param>
    /// <returns>The number in SI units.</returns>
    public abstract double Of(DesignState design);
}
