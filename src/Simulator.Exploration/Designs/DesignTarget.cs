using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Designs;

/// <summary>Something of a design that an experiment can change: a value of a description, the base itself, a variable.</summary>
/// <param name="name">The path, such as <c>gpu.memory.bandwidth</c>.</param>
internal abstract class DesignTarget(string name)
{
    /// <summary>The path.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is a number.</summary>
    public virtual bool IsNumber => false;

    /// <summary>Whether it is a whole number.</summary>
    public virtual bool IsWhole => false;

    /// <summary>The dimension of the number.</summary>
    public virtual Dimension Dimension => Dimension.None;

    /// <summary>The smallest number accepted.</summary>
    public virtual double Minimum => double.NegativeInfinity;

    /// <summary>The largest number accepted.</summary>
    public virtual double Maximum => double.PositiveInfinity;

    /// <summary>Whether the base itself is replaced, so that it comes before other changes.</summary>
    public virtual bool IsBase => false;

    /// <summary>Reads a value.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A value for <see cref="Set(DesignDraft, object)"/>.</returns>
    /// <exception cref="InputException">It is not accepted.</exception>
    public abstract object Parse(string text);

    /// <summary>Changes the design.</summary>
    /// <param name="draft">The design.</param>
    /// <param name="value">A value of <see cref="Parse"/>.</param>
    public abstract void Set(DesignDraft draft, object value);

    /// <summary>A number as a value for <see cref="Set(DesignDraft, object)"/>.</summary>
    /// <param name="value">A number in SI units.</param>
    /// <returns>The value, rounded where whole numbers are taken.</returns>
    public virtual object Boxed(double value) => value;

    /// <summary>The present number.</summary>
    /// <param name="draft">The design.</param>
    /// <returns>The number in SI units; not a number where there is none.</returns>
    public virtual double Number(DesignDraft draft) => double.NaN;
}
