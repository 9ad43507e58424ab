using System.Collections.Immutable;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Designs;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Expressions;
using Simulator.Exploration.Metrics;
using Simulator.Exploration.Results;
using Simulator.Exploration.Spaces;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Precision;

namespace Simulator.Exploration.Experiments;

/// <summary>Checks an experiment and prepares it.</summary>
internal sealed class ExperimentCompiler
{
    private readonly ExperimentDescription description;
    private readonly Places places;
    private readonly BaseLoader bases;
    private readonly ImmutableArray<string> workloads;
    private readonly DesignTargets targets;
    private readonly SlotTable slots;

    internal ExperimentCompiler(ExperimentDescription description, Places places, BaseLoader bases)
    {
        (this.description, this.places, this.bases) = (description, places, bases);
        workloads = [.. description.Workloads.Keys];
        targets = new DesignTargets(workloads, bases.HasPlatform, bases.LoadGpu, bases.LoadSystem);
        slots = new SlotTable(workloads, targets, description.Metrics);
    }

    internal Experiment Compile()
    {
        CheckNames();
        var @base = bases.LoadBase(places);
        var parameters = Parameters();
        CheckWorkloads(@base);
        var derived = Derived(parameters);
        foreach (var name in description.Metrics.Keys)
        {
            places.At(() => slots.Resolve(name), "metrics", name);
        }

        var objectives = description.Objectives.Select((text, i) => places.At(() => Objective(text), "objectives", $"{i}")).ToImmutableArray();
        if (objectives.Length is 0 or > ParetoArchive.MaximumObjectives)
        {
            throw places.Error($"{objectives.Length} objectives; accepted: 1 to {ParetoArchive.MaximumObjectives}, such as minimise tpot", "objectives");
        }

        var constraints = description.Constraints.Select((text, i) => places.At(() => Comparison.Parse(text, slots.Resolve), "constraints", $"{i}")).ToImmutableArray();
        var space = Space(parameters);
        var table = slots.Slots.ToImmutableArray();
        var program = new DesignProgram
        {
            Space = space,
            Base = @base,
            Coefficients = bases.Coefficients,
            Technology = bases.Technology,
            Parameters = parameters,
            Order = [.. Enumerable.Range(0, parameters.Length).OrderBy(i => parameters[i].Target.IsBase ? 0 : 1)],
            Derived = derived,
            Workloads = workloads,
            Models = bases.Models,
            Variables = targets.Variables,
            Slots = table,
            UsesEnergy = table.OfType<StepSlot>().Any(s => s.Metric.IsEnergy),
            Errors = new StepErrors(Assumptions()),
            Objectives = objectives,
            Constraints = constraints,
            Columns = PointColumns.Of(parameters, derived, table, objectives),
            FigureSlots = [.. Enumerable.Range(0, table.Length).Where(i => table[i].IsFigure)],
        };
        return new Experiment(description, program, Questions(program), bases.AllInputs(places));
    }

    private SweepQuestions Questions(DesignProgram program) => new()
    {
        Parameters = [.. program.Parameters.Select(p => new SweepParameter(p.Parameter.Name, p.ReportedLevels()))],
        Objectives = [.. program.Objectives.Select(o => new SweepObjective(o.Value.Text, o.Value.Unit.ToString(), o.Goal))],
        Constraints = [.. program.Constraints.Select(c => c.Text)],
        Top = description.Top,
        ErrorCorrelation = description.ErrorCorrelation,
        Seed = (ulong)(description.Sample?.Seed ?? 0),
    };

    private ErrorAssumptions Assumptions()
    {
        var error = description.Error ?? new ErrorDescription();
        return new ErrorAssumptions
        {
            Activations = places.At(() => ErrorAssumptions.Distribution(error.Distribution), "error", "distribution"),
            Weights = places.At(() => ErrorAssumptions.Distribution(error.Weights), "error", "weights"),
            CacheScales = places.At(() => KvScaling.Parse(error.KvScales), "error", "kv_scales"),
            Spread = error.Spread,
            Seed = (ulong)error.Seed,
        };
    }

    private (Goal Goal, Expression Value) Objective(string text)
    {
        var (goal, expression) = ObjectiveText.Parse(text);
        return (goal, slots.Compile(expression));
    }

    private void CheckNames()
    {
        if (workloads.Length == 0)
        {
            throw places.Error("no workload; accepted: a name and a step, such as decode: { model: llama-3.1-8b, batch: 32 }", "workloads");
        }

        foreach (var name in workloads.Concat(description.Metrics.Keys))
        {
            var section = workloads.Contains(name) ? "workloads" : "metrics";
            var plain = name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') && char.IsAsciiLetter(name[0]) && char.IsAsciiLetterOrDigit(name[^1]);
            if (!plain)
            {
                throw places.Error("is no name; accepted: letters, digits, '_' and '-', beginning with a letter", section, name);
            }

            if (name is "gpu" or "system" or "var" or VariantTarget.Key || StepMetric.Find(name) is not null || DesignMetric.Find(name) is not null || targets.TryFind(name, out _))
            {
                throw places.Error("the name has a meaning of its own; accepted: another name", section, name);
            }
        }
    }

    private void CheckWorkloads(BaseDesign @base)
    {
        foreach (var (name, workload) in description.Workloads)
        {
            places.At(() => bases.Models.Load(workload.Model), "workloads", name, "model");
            var varied = description.Vary.Keys.Concat(description.Derive.Keys).Concat(description.Variants.SelectMany(v => v.Set.Keys))
                .Any(k => !k.StartsWith("gpu.", StringComparison.Ordinal) && !k.StartsWith("system.", StringComparison.Ordinal));
            if (!varied)
            {
                // What no design changes must be right as it stands.
                places.At(() => workload.ToRequest(bases.Models.Load, @base.NodeSize).BuildTrace(), "workloads", name);
            }
        }
    }

    private ImmutableArray<VariedParameter> Parameters()
    {
        var parameters = ImmutableArray.CreateBuilder<VariedParameter>();
        if (description.Variants.Length > 0)
        {
            parameters.Add(VariedParameter.Parse(Variants(), string.Join(", ", description.Variants.Select(v => v.Name))));
        }

        foreach (var (name, text) in description.Vary)
        {
            parameters.Add(places.At(() => VariedParameter.Parse(targets.Find(name), text), "vary", name));
        }

        return parameters.ToImmutable();
    }

    private VariantTarget Variants()
    {
        var variants = new OrderedDictionary<string, ImmutableArray<DesignChange>>(StringComparer.Ordinal);
        ImmutableArray<DesignChange> before = [];
        for (var i = 0; i < description.Variants.Length; i++)
        {
            var variant = description.Variants[i];
            if (variant.Name.Contains(',', StringComparison.Ordinal) || variants.ContainsKey(variant.Name))
            {
                throw places.Error($"'{variant.Name}' has a comma or stands twice; accepted: different names without commas", "variants", $"{i}", "name");
            }

            ImmutableArray<DesignChange> own =
            [
                .. variant.Set.Select(change => places.At(
                        () => new DesignChange(targets.Find(change.Key), targets.Find(change.Key).Parse(change.Value)), "variants", $"{i}", "set", change.Key))
                    .OrderBy(change => change.Target.IsBase ? 0 : 1),
            ];
            before = description.Cumulative ? [.. before, .. own] : own;
            variants.Add(variant.Name, before);
        }

        return new VariantTarget(variants);
    }

    private ImmutableArray<DerivedValue> Derived(ImmutableArray<VariedParameter> parameters)
    {
        var definitions = description.Derive
            .Select(d => new Definition(d.Key, places.At(() => Expression.NamesIn(d.Value), "derive", d.Key))).ToArray();
        var order = places.At(() => DependencyOrder.Of(definitions), "derive");
        return [.. order.Select(name => places.At(() => Derive(name, parameters), "derive", name))];
    }

    private DerivedValue Derive(string name, ImmutableArray<VariedParameter> parameters)
    {
        var target = targets.Find(name);
        if (!target.IsNumber)
        {
            throw new InputException("is no number; accepted: paths of numbers");
        }

        if (parameters.Any(p => p.Target.Name == name))
        {
            throw new InputException("is varied and derived; accepted: one of them");
        }

        var uses = ImmutableArray.CreateBuilder<DesignTarget>();
        var expression = Expression.Parse(description.Derive[name], used =>
        {
            var number = targets.Find(used);
            if (!number.IsNumber)
            {
                throw new InputException($"'{used}' is no number; accepted: paths of numbers");
            }

            uses.Add(number);
            return new NameBinding(uses.Count - 1, UnitSignature.Of(number.Dimension));
        });
        var unit = UnitSignature.Of(target.Dimension);
        return expression.Unit == unit
            ? new DerivedValue(target, expression, uses.ToImmutable())
            : throw new InputException($"'{expression.Text}' is {expression.Unit.Describe()}; accepted: {unit.Describe()}");
    }

    private DesignSpace Space(ImmutableArray<VariedParameter> parameters)
    {
        var all = parameters.Select(p => p.Parameter);
        if (description.Sample is not { } sample)
        {
            return places.At(() => DesignSpace.Grid(all), "vary");
        }

        if (sample.Kind == SamplingMethod.Grid)
        {
            throw places.Error("every combination is what happens without 'sample'; accepted: random, latin-hypercube, sobol", "sample", "kind");
        }

        return places.At(() => DesignSpace.Sampled(all, sample.Kind, sample.Points, (ulong)sample.Seed), "sample");
    }
}
