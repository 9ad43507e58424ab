using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>The names under an axis of categories: level in up to three lines where they fit, upright where they do not, thinned where even that is too
/// dense.</summary>
/// <param name="Lines">The lines of each name; none for a name that was thinned out.</param>
/// <param name="IsUpright">Whether they are turned by 90°.</param>
/// <param name="Height">The room that they take.</param>
internal sealed record CategoryLabels(IReadOnlyList<IReadOnlyList<string>> Lines, bool IsUpright, double Height)
{
    private const int MostLines = 3;
    private const double Room = 0.94;
    private const double LongestUpright = 110;

    /// <summary>Lays the names of the axis across out.</summary>
    public static CategoryLabels Across(Axis axis, AxisMapping mapping, PageSize page)
    {
        if (axis.Scale != AxisScale.Category || axis.Categories.Count == 0)
        {
            return new CategoryLabels([], false, 0);
        }

        var line = page.Text * TextMetrics.LineHeight;
        var level = axis.Categories.Select(c => TextMetrics.Wrap(c, page.Text, Room * mapping.Slot, MostLines)).ToArray();
        if (!level.Any(l => l[^1].EndsWith('…')) || axis.Categories.All(c => c.Length == 0))
        {
            return new CategoryLabels(level, false, line * level.Max(l => l.Count));
        }

        var every = Math.Max(1, (int)Math.Ceiling(line / mapping.Slot));
        var upright = axis.Categories.Select((c, i) => i % every == 0 ? (IReadOnlyList<string>)[TextMetrics.Fit(c, page.Text, LongestUpright)] : []).ToArray();
        return new CategoryLabels(upright, true, upright.Where(u => u.Count > 0).Max(u => TextMetrics.Width(u[0], page.Text)) + 2);
    }
}
