namespace Simulator.Reporting.Typography;

/// <summary>Finds room for labels inside a frame: none leaves it and none lies on another.</summary>
/// <param name="frame">The frame.</param>
public sealed class LabelPlacer(Box frame)
{
    private readonly List<Box> labels = [];
    private readonly List<Box> marks = [];

    /// <summary>Tells of a mark that labels should keep off where they can.</summary>
    /// <param name="mark">Its box.</param>
    public void Avoid(Box mark) => marks.Add(mark);

    /// <summary>Takes room that no label may use.</summary>
    /// <param name="box">The room.</param>
    public void Reserve(Box box) => labels.Add(box);

    /// <summary>Places a label at the first place that is free of labels and marks, else at the first that is free of labels.</summary>
    /// <param name="candidates">The places, the best first.</param>
    /// <param name="allowMarks">Whether it may lie on a mark where no place is free of them.</param>
    /// <returns>The place; null where there is none.</returns>
    public Box? Place(IReadOnlyList<Box> candidates, bool allowMarks = true)
    {
        foreach (var strict in (ReadOnlySpan<bool>)(allowMarks ? [true, false] : [true]))
        {
            foreach (var box in candidates)
            {
                if (frame.Contains(box) && !labels.Exists(box.Overlaps) && !(strict && marks.Exists(box.Overlaps)))
                {
                    labels.Add(box);
                    return box;
                }
            }
        }

        return null;
    }
}
