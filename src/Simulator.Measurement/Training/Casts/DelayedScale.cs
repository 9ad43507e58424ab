namespace Simulator.Measurement.Training.Casts;

/// <summary>
/// Delayed scaling of one tensor: the scale of a step follows from the largest magnitudes of the steps before, so that a cast needs no pass of its own to
/// find its scale (Micikevicius and others, "FP8 formats for deep learning", 2022). As Transformer Engine's <c>DelayedScaling</c> does by default: the
/// largest of the last 1024 steps, margin 0, and the scale 1 before the first.
/// </summary>
internal sealed class DelayedScale
{
    /// <summary>Steps that are remembered.</summary>
    internal const int DefaultHistory = 1024;

    private readonly Queue<float> history = new();
    private readonly int length;
    private float seen;

    /// <summary>Begins without history.</summary>
    /// <param name="elementMaximum">The element type's largest value, so that the scale is 1 at first.</param>
    /// <param name="length">Steps that are remembered, at least 1.</param>
    internal DelayedScale(float elementMaximum, int length = DefaultHistory)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (Largest, this.length) = (elementMaximum, length);
    }

    /// <summary>The magnitude that the element type's largest value stands for in this step.</summary>
    internal float Largest { get; private set; }

    /// <summary>Notes the largest magnitude of this step's tensor.</summary>
    internal void Observe(float largest) => seen = MathF.Max(seen, largest);

    /// <summary>Ends a step: the next one scales by the largest magnitude remembered, this step's among them. All zeros change nothing.</summary>
    internal void Advance()
    {
        history.Enqueue(seen);
        if (history.Count > length)
            history.Dequeue();
        seen = 0;
        if (history.Max() is > 0 and var largest && float.IsFinite(largest))
            Largest = largest;
    }
}
