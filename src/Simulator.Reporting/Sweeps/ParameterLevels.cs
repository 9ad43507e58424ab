using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;

namespace Simulator.Reporting.Sweeps;

/// <summary>The values that a column takes.</summary>
internal static class ParameterLevels
{
    /// <summary>Values in order: numbers ascending, texts by their letters.</summary>
    public static (IReadOnlyList<string> Names, IReadOnlyList<double> Values, IReadOnlyList<int> Codes) Of(DataColumn column)
    {
        if (column.Numbers is { } numbers)
        {
            double[] values = [.. numbers.Distinct().Order()];
            var places = values.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
            return (Names(values, column.Unit), values, [.. numbers.Select(n => places[n])]);
        }

        string[] texts = [.. column.Texts!.Distinct().Order(StringComparer.Ordinal)];
        var codes = texts.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i);
        return (texts, [.. texts.Select(_ => double.NaN)], [.. column.Texts!.Select(t => codes[t])]);
    }

    // As few digits as tell the values apart.
    private static string[] Names(double[] values, string unit)
    {
        for (var digits = 3; ; digits++)
        {
            string[] names = [.. values.Select(v => SiFormat.Of(v, unit, digits))];
            if (digits == 9 || names.Distinct().Count() == names.Length)
            {
                return names;
            }
        }
    }
}
