using System.Globalization;
using Simulator.Timing;

namespace Simulator.Exploration.Evaluation;

/// <summary>Works out points of the space, one after the other. Belongs to one thread.</summary>
/// <param name="program">What to work out.</param>
internal sealed class PointEvaluator(DesignProgram program)
{
    /// <summary>Significant digits of figures: what <c>points.csv</c> says is what answers are drawn from.</summary>
    public const string FigureFormat = "G9";

    private readonly DesignState state = new(program.Variables, program.Workloads.Length, program.Slots.Length, program.Technology);
    private readonly StepPlans plans = new(program.Models);

    /// <summary>The design that was worked out last.</summary>
    public DesignState Design => state;

    /// <summary>An empty record.</summary>
    public PointRecord NewRecord() =>
        new(program.Parameters.Length, program.FigureSlots.Length, program.Objectives.Length, program.Constraints.Length);

    /// <summary>Works out a point.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="record">Receives what it came to.</param>
    public void Evaluate(long index, PointRecord record)
    {
        record.Refusal = Prepare(index, record) ?? Place();
        if (record.Refusal is not null)
        {
            return;
        }

        var figure = 0;
        for (var i = 0; i < program.Slots.Length; i++)
        {
            var slot = program.Slots[i];
            var value = slot.Of(state);
            if (slot.IsFigure)
            {
                value = Rounded(value);
                record.Figures[figure++] = value;
            }

            state.Values[i] = value;
        }

        Judge(record);
    }

    /// <summary>Judges a point again from its figures, as they were written.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="record">Holds its figures and refusal; receives the rest.</param>
    public void Restore(long index, PointRecord record)
    {
        var refusal = Prepare(index, record) ?? record.Refusal;
        record.Refusal = refusal;
        if (refusal is not null)
        {
            return;
        }

        var figure = 0;
        for (var i = 0; i < program.Slots.Length; i++)
        {
            state.Values[i] = program.Slots[i].IsFigure ? record.Figures[figure++] : program.Slots[i].Of(state);
        }

        Judge(record);
    }

    /// <summary>The objectives of the design worked out last if every step took other times.</summary>
    /// <param name="seconds">Another time for each workload.</param>
    /// <param name="objectives">Receives the objectives.</param>
    public void Reconsider(ReadOnlySpan<double> seconds, Span<double> objectives)
    {
        for (var i = 0; i < seconds.Length; i++)
        {
            state.Outcomes[i].Suppose(seconds[i]);
        }

        for (var i = 0; i < program.Slots.Length; i++)
        {
            state.Values[i] = program.Slots[i].Of(state);
        }

        for (var i = 0; i < objectives.Length; i++)
        {
            objectives[i] = program.Objectives[i].Value.Evaluate(state.Values);
        }
    }

    // Puts the design together; returns why it cannot be.
    private string? Prepare(long index, PointRecord record)
    {
        record.Index = index;
        program.Space.Point(index, record.Levels, record.Numbers);
        state.Draft.Begin(program.Base);
        foreach (var i in program.Order)
        {
            program.Parameters[i].ApplyTo(state.Draft, record.Levels[i], record.Numbers[i]);
        }

        state.Changed();
        foreach (var derived in program.Derived)
        {
            if (!derived.TryApply(state.Draft))
            {
                return $"out-of-range: {derived.Target.Name}";
            }

            state.Changed();
        }

        state.Silicon.Begin(state.Draft.Gpu);
        return null;
    }

    // Puts the workloads on the design; returns why one cannot be.
    private string? Place()
    {
        var system = state.System;
        var model = new TimingModel(system, program.Coefficients);
        var energy = program.UsesEnergy ? state.Silicon.EnergyOf(model) : null;
        for (var i = 0; i < state.Outcomes.Length; i++)
        {
            var workload = state.Draft.Workloads[i];
            var plan = plans.Of(i, workload, system.ScaleUp.Gpus);
            if (plan.Refusal is { } refusal)
            {
                return $"impossible: {program.Workloads[i]}.{refusal}";
            }

            if (plan.Request!.Parallelism.Ranks > system.TotalGpus)
            {
                return $"impossible: {program.Workloads[i]} needs {plan.Request.Parallelism.Ranks} GPUs of {system.TotalGpus}";
            }

            if (plan.Footprint!.Total > system.Gpu.Memory.VisibleBytes)
            {
                return $"does-not-fit: {program.Workloads[i]}";
            }

            state.Weights[i] = workload.Weight;
            state.Outcomes[i].Begin(plan, model, energy, program.Errors);
        }

        return null;
    }

    private void Judge(PointRecord record)
    {
        for (var i = 0; i < record.Objectives.Length; i++)
        {
            record.Objectives[i] = program.Objectives[i].Value.Evaluate(state.Values);
            if (!double.IsFinite(record.Objectives[i]))
            {
                record.Refusal = $"impossible: {program.Objectives[i].Value.Text} is no finite number";
                return;
            }
        }

        for (var i = 0; i < record.Holds.Length; i++)
        {
            var constraint = program.Constraints[i];
            record.Holds[i] = constraint.Holds(state.Values);
            var bound = Math.Abs(constraint.Right.Evaluate(state.Values));
            record.Slack[i] = constraint.Slack(state.Values) / (bound > 0 ? bound : 1);
        }
    }

    private static double Rounded(double value)
    {
        Span<char> text = stackalloc char[32];
        return value.TryFormat(text, out var length, FigureFormat, CultureInfo.InvariantCulture)
            ? double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture)
            : value;
    }
}
