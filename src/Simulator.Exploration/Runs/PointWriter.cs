using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Expressions;
using Simulator.Exploration.Metrics;

namespace Simulator.Exploration.Runs;

/// <summary>Writes points as lines of <c>points.csv</c>. Belongs to one thread.</summary>
internal sealed class PointWriter
{
    private readonly DesignProgram program;
    private readonly ImmutableArray<int> expressions;
    private readonly ImmutableArray<Expression> composite;
    private readonly int metrics;

    internal PointWriter(DesignProgram program)
    {
        this.program = program;
        expressions = [.. Enumerable.Range(0, program.Slots.Length).Where(i => program.Slots[i] is ExpressionSlot)];
        composite = [.. PointColumns.Composite(program.Slots, program.Objectives)];
        metrics = program.FigureSlots.Length + expressions.Length + composite.Length;
    }

    /// <summary>The heading.</summary>
    /// <returns>One line with its line feed.</returns>
    internal static string Header(DesignProgram program)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var csv = Csv(text))
        {
            foreach (var column in program.Columns)
            {
                csv.WriteField(column.Name);
            }

            csv.NextRecord();
        }

        return text.ToString();
    }

    /// <summary>Makes a CSV writer whose lines end in a line feed.</summary>
    internal static CsvWriter Csv(TextWriter text) =>
        new(text, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);

    /// <summary>Writes a point.</summary>
    /// <param name="csv">Where to.</param>
    /// <param name="record">What it came to.</param>
    /// <param name="state">Its design, as it was worked out.</param>
    internal void Write(CsvWriter csv, PointRecord record, DesignState state)
    {
        csv.WriteField(record.Index.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < program.Parameters.Length; i++)
        {
            var parameter = program.Parameters[i];
            csv.WriteField(parameter.Target.IsNumber ? Number(record.Numbers[i]) : parameter.Parameter.Range.Labels[record.Levels[i]]);
        }

        foreach (var derived in program.Derived)
        {
            csv.WriteField(record.Refusal is null ? Number(derived.Target.Number(state.Draft)) : "");
        }

        csv.WriteField(StatusOf(record));
        if (record.Refusal is null)
        {
            foreach (var figure in record.Figures)
            {
                csv.WriteField(figure.ToString(PointEvaluator.FigureFormat, CultureInfo.InvariantCulture));
            }

            foreach (var slot in expressions)
            {
                csv.WriteField(state.Values[slot].ToString(PointEvaluator.FigureFormat, CultureInfo.InvariantCulture));
            }

            foreach (var expression in composite)
            {
                csv.WriteField(expression.Evaluate(state.Values).ToString(PointEvaluator.FigureFormat, CultureInfo.InvariantCulture));
            }
        }
        else
        {
            for (var i = 0; i < metrics; i++)
            {
                csv.WriteField("");
            }
        }

        csv.NextRecord();
    }

    private string StatusOf(PointRecord record)
    {
        if (record.Refusal is { } refusal)
        {
            return refusal;
        }

        var missed = Array.IndexOf(record.Holds, false);
        return missed < 0 ? PointRecord.Ok : $"violates: {program.Constraints[missed].Text}";
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
