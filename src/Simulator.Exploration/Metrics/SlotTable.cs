using System.Collections.Immutable;
using Simulator.Exploration.Designs;
using Simulator.Exploration.Expressions;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Metrics;

/// <summary>The numbers that an experiment's expressions use, in the order in which they are worked out. Grows while expressions are compiled.</summary>
/// <param name="workloads">The names of the workloads.</param>
/// <param name="targets">Finds paths.</param>
/// <param name="definitions">The experiment's own figures: expressions by name.</param>
internal sealed class SlotTable(ImmutableArray<string> workloads, DesignTargets targets, IReadOnlyDictionary<string, string> definitions)
{
    private readonly List<Slot> slots = [];
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    private readonly List<string> open = [];

    /// <summary>The slots.</summary>
    public IReadOnlyList<Slot> Slots => slots;

    /// <summary>Finds a name of an expression.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its slot.</returns>
    /// <exception cref="InputException">There is no such name, or definitions use each other in a circle.</exception>
    public NameBinding Resolve(string name)
    {
        if (!byName.TryGetValue(name, out var slot))
        {
            var made = Make(name);
            slot = slots.Count;
            slots.Add(made);
            byName.Add(name, slot);
        }

        return new NameBinding(slot, slots[slot].Unit);
    }

    /// <summary>Compiles an expression.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The expression.</returns>
    /// <exception cref="InputException">It cannot be used.</exception>
    public Expression Compile(string text) => Expression.Parse(text, Resolve);

    private Slot Make(string name)
    {
        if (definitions.TryGetValue(name, out var text))
        {
            if (open.Contains(name))
            {
                throw new InputException($"metrics use each other in a circle: {string.Join(" -> ", [.. open.SkipWhile(n => n != name), name])}; accepted: metrics that do not lead back to themselves");
            }

            open.Add(name);
            var expression = Compile(text);
            open.RemoveAt(open.Count - 1);
            return new ExpressionSlot(name, expression);
        }

        if (StepMetric.Find(name) is { } mix)
        {
            return new StepSlot(name, mix, null);
        }

        if (DesignMetric.Find(name) is { } figure)
        {
            return new DesignSlot(figure);
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && workloads.IndexOf(name[..dot]) is >= 0 and var workload && StepMetric.Find(name[(dot + 1)..]) is { } metric)
        {
            return new StepSlot(name, metric, workload);
        }

        if (targets.TryFind(name, out var target))
        {
            return target!.IsNumber ? new TargetSlot(target) : throw new InputException($"'{name}' is no number; accepted: paths of numbers, such as gpu.memory.bandwidth");
        }

        throw Unknown(name);
    }

    private InputException Unknown(string name)
    {
        var metrics = StepMetric.All.Select(m => m.Name).ToArray();
        var ofDesigns = DesignMetric.All.Select(m => m.Name).ToArray();
        IEnumerable<string> figures = [.. definitions.Keys, .. ofDesigns, .. metrics, .. workloads.SelectMany(w => metrics.Select(m => $"{w}.{m}"))];
        var near = NearestNames.Of(name, [.. figures, .. targets.NumberPaths]);
        var hint = near.Count > 0 ? $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}? " : "";
        return new InputException(
            $"unknown name '{name}'; {hint}accepted: {string.Join(", ", definitions.Keys.Concat(ofDesigns))}, {string.Join(", ", metrics)}, "
            + $"these also of one workload ({string.Join(", ", workloads.Select(w => w + "."))}), and paths of numbers");
    }
}
