using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>What a block's operators need to know, and the rows that it adds.</summary>
internal sealed class BlockContext(ModelDescription model, StepShape step, PrecisionRecipe recipe, Parallelism parallelism)
{
    private ImmutableArray<TraceRow>.Builder rows = ImmutableArray.CreateBuilder<TraceRow>();

    internal ModelDescription Model { get; } = model;

    internal StepShape Step { get; } = step;

    internal PrecisionRecipe Recipe { get; } = recipe;

    internal Parallelism Parallelism { get; } = parallelism;

    /// <summary>Rows added so far, by this context and those derived from it.</summary>
    internal ImmutableArray<TraceRow> Rows => rows.ToImmutable();

    /// <summary>How often the block runs in the step.</summary>
    internal int Repeat { get; private init; } = 1;

    /// <summary>One of the layers that the block stands for; null outside the layers.</summary>
    internal int? Layer { get; private init; }

    /// <summary>What precedes the names of its rows.</summary>
    internal string Prefix { get; private init; } = "";

    /// <summary>Width of the residual stream.</summary>
    internal int Hidden { get; private init; } = model.Hidden;

    /// <summary>Whether all matrix products take the vision encoder's precision.</summary>
    private bool IsVision { get; init; }

    /// <summary>Tokens that this rank's group computes.</summary>
    internal int Tokens => Step.Tokens;

    internal int Tp => Parallelism.Tp;

    internal bool IsDecode => Step.Phase == Phase.Decode;

    private bool IsSequenceParallel => Parallelism.SequenceParallel && Tp > 1 && !IsDecode;

    internal BlockContext Repeated(int repeat, int? layer = null) => Derive(repeat, layer, Prefix, Hidden, IsVision);

    internal BlockContext Named(string prefix) => Derive(Repeat, Layer, prefix, Hidden, IsVision);

    internal BlockContext ForVision(string prefix, int hidden) => Derive(1, null, prefix, hidden, true);

    internal void Add(string name, Operator op, int stream = 0) => rows.Add(new TraceRow(Prefix + name, op, Repeat, stream));

    internal GemmPrecision Precision(WeightComponent component) => Recipe.Precision(IsVision ? WeightComponent.Vision : component, Layer);

    /// <summary>Unquantised in; out in the format of the product that follows, where that takes quantised activations.</summary>
    internal StreamPrecision StreamInto(GemmPrecision? next) =>
        next is { QuantisesActivations: true } ? new StreamPrecision(Recipe.Activation, next.Activation) : Recipe.Stream;

    internal double ActivationBytes(double tokens) => tokens * Hidden * Recipe.Activation.BytesPerElement;

    /// <summary>A product of all of the group's tokens.</summary>
    internal void Gemm(string name, WeightComponent component, int n, int k, bool quantised = false, int? rows = null, int stream = 0)
    {
        var precision = Precision(component);
        Add(name, new GemmOperator(precision, rows ?? Tokens, n, k, quantised && precision.QuantisesActivations), stream);
    }

    /// <summary>The norm and residual before a block, quantising for the product that follows; gathered where norms divide the tokens.</summary>
    internal void Norm(string name, GemmPrecision? next)
    {
        var precision = StreamInto(next);
        var tokens = IsSequenceParallel ? Shards.Padded(Tokens, Tp) : Tokens;
        Add(name, new NormOperator(precision, tokens, Hidden, Residual: true, Layer: Model.LayerNorm || IsVision));
        if (IsSequenceParallel)
            AddCollective(name + ".all_gather", CollectiveKind.AllGather, precision.Output, Tp, (double)Tokens * Hidden * precision.Output.BytesPerElement, Tp);
    }

    /// <summary>Sums the parts of a block's output over the tensor-parallel ranks.</summary>
    internal void Reduce(string prefix)
    {
        if (Tp == 1)
            return;
        var (name, kind) = IsSequenceParallel ? ("reduce_scatter", CollectiveKind.ReduceScatter)
            : Parallelism.Nodes(Tp) == 1 ? ("all_reduce", CollectiveKind.AllReduceFused)
            : ("all_reduce", CollectiveKind.AllReduce);
        AddCollective($"{prefix}.{name}", kind, Recipe.Activation, Tp, ActivationBytes(Tokens), Tp);
    }

    /// <summary>Adds an exchange of <paramref name="gpus"/> ranks that are spread over <paramref name="span"/> neighbouring ones.</summary>
    internal void AddCollective(string name, CollectiveKind kind, NumberFormat format, int gpus, double bytes, int span) =>
        Add(name, new CollectiveOperator(kind, format, gpus, bytes, Math.Min(gpus, Parallelism.Nodes(span))));

    private BlockContext Derive(int repeat, int? layer, string prefix, int hidden, bool isVision) => new(Model, Step, Recipe, Parallelism)
    {
        rows = rows,
        Repeat = repeat,
        Layer = layer,
        Prefix = prefix,
        Hidden = hidden,
        IsVision = isVision,
    };
}
