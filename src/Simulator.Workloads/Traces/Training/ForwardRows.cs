using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces.Blocks;

namespace Simulator.Workloads.Traces.Training;

/// <summary>
/// Collects a forward pass: turns inference operators into training's (casts as kernels of their own unless fused, the library's collectives, keys and
/// values passed round the context-parallel ring), and notes what each keeps for the backward pass.
/// </summary>
internal sealed class ForwardRows(TrainingRecipe recipe, TrainingSlice slice, GemmPrecision products)
{
    private readonly ImmutableArray<TrainingRow>.Builder rows = ImmutableArray.CreateBuilder<TrainingRow>();

    internal ImmutableArray<TrainingRow> Rows => rows.ToImmutable();

    /// <summary>Bytes of product inputs that norms and activations make, and that selective recomputation does not keep.</summary>
    internal double RecomputableBytes { get; private set; }

    private NumberFormat Wide => products.Output;

    private StreamPrecision Stream => new(Wide, Wide);

    internal void Add(TrainingRow row) => rows.Add(row);

    internal void AddAll(IEnumerable<TraceRow> trace)
    {
        foreach (var row in trace)
            Convert(row.Name, row.Operator);
    }

    /// <summary>Where biases are added by kernels of their own, their gradients are sums over tokens; fused ones come with the products.</summary>
    internal void Bias(BlockContext context, bool first, bool second)
    {
        if (!slice.Fused && (first || second))
            biased.UnionWith(context.Rows.Where(r => r.Operator is GemmOperator).Select(r => r.Name));
    }

    private readonly HashSet<string> biased = [];

    /// <summary>A product with its cast: <paramref name="fresh"/> where its input was made by a norm or an activation.</summary>
    internal void Product(string name, GemmOperator gemm, bool fresh, int gathered = 1, int launches = 0)
    {
        var inputs = (double)gemm.Batch * gemm.M * gemm.K / gathered;
        var narrow = gemm.Precision.QuantisesActivations;
        if (narrow && !(recipe.FusedCast && fresh))
        {
            var passes = fresh && recipe.FusedScale ? Math.Max(1, recipe.CastPasses - 1) : recipe.CastPasses;
            var cast = new CastOperator(new(Wide, gemm.Precision.Activation), (long)gemm.Batch * gemm.M / gathered, gemm.K, passes, recipe.CastCopies);
            rows.Add(new TrainingRow(name + ".cast", cast) { IsCheap = true, Launches = launches });
        }

        var saved = inputs * (narrow ? gemm.Precision.ActivationBytes : Wide.BytesPerElement);
        if (fresh)
            RecomputableBytes += saved;
        rows.Add(new TrainingRow(name, narrow ? gemm with { QuantisedInput = true } : gemm) { SavedBytes = saved, Launches = launches });
        if (biased.Contains(name))
            rows.Add(new TrainingRow(name + ".bias", new ReductionOperator(Stream, (long)gemm.M * gemm.N)) { Repeat = 1 });
    }

    internal void Convert(string name, Operator op)
    {
        switch (op)
        {
            case GemmOperator g:
                var m = name == "attention.kv_b" ? slice.Tokens : g.M;
                Product(name, g with { M = m }, g.QuantisedInput || IsFresh(), Gathered());
                break;
            case NormOperator n:
                var norm = n with { Precision = recipe.FusedCast ? n.Precision : Stream };
                rows.Add(new TrainingRow(name, norm) { SavedBytes = (double)n.Tokens * n.Hidden * Wide.BytesPerElement });
                if (!slice.Fused && n.Residual)
                    rows.Add(new TrainingRow(name + ".residual", new ElementwiseOperator(Stream, (long)n.Tokens * n.Hidden)));
                break;
            case ActivationOperator a:
                var activation = a with { Precision = recipe.FusedCast ? a.Precision : Stream };
                rows.Add(new TrainingRow(name, activation) { SavedBytes = a.ActivationReadBytes });
                break;
            case ElementwiseOperator e:
                rows.Add(new TrainingRow(name, e with { Precision = Stream })
                {
                    SavedBytes = name.EndsWith("gate", StringComparison.Ordinal)
                    ? e.ActivationReadBytes : 0
                });
                break;
            case AttentionPrefillOperator a:
                var kv = 2.0 * a.KvHeads * a.HeadDim;
                Ring(a.Batch * (double)a.Seq * kv * Wide.BytesPerElement);
                rows.Add(new TrainingRow(name, a)
                {
                    SavedBytes = Kept(a.Batch * (double)a.Seq, (a.Heads * (double)a.HeadDim) + kv, a.Heads,
                    a.Heads * a.HeadDim)
                });
                break;
            case MlaPrefillOperator a:
                var (key, value) = (a.Dimensions.Nope + a.Dimensions.Rope, a.Dimensions.V);
                Ring(a.Batch * (double)a.Seq * a.Heads * (key + value) * Wide.BytesPerElement);
                rows.Add(new TrainingRow(name, a)
                {
                    SavedBytes = Kept(a.Batch * (double)a.Seq, a.Heads * ((2.0 * key) + value), a.Heads, a.Heads * value),
                });
                break;
            case Mamba2Operator or DeltaNetOperator:
                var width = op is Mamba2Operator b ? (double)b.ConvChannels : ((DeltaNetOperator)op).ConvChannels;
                if (slice.Cp > 1)
                    Exchange(name + ".all_to_all", CollectiveKind.AllToAll, slice.Cp, slice.Tp, slice.Tokens * width * Wide.BytesPerElement,
                        TrainingRole.ContextExchange);
                rows.Add(new TrainingRow(name, op) { SavedBytes = slice.Tokens * width * Wide.BytesPerElement });
                break;
            case CollectiveOperator c:
                var kind = c.Kind == CollectiveKind.AllReduceFused ? CollectiveKind.AllReduce : c.Kind;
                rows.Add(new TrainingRow(name, c with { Kind = kind }, TrainingRole.TensorExchange));
                break;
            case EmbeddingOperator e:
                rows.Add(new TrainingRow(name, e with { Precision = Stream }));
                break;
            default:
                rows.Add(new TrainingRow(name, op));
                break;
        }
    }

    internal void Exchange(string name, CollectiveKind kind, int gpus, int stride, double bytes, TrainingRole role, int repeat = 1,
        NumberFormat? format = null) =>
        rows.Add(new TrainingRow(name, new CollectiveOperator(kind, format ?? Wide, gpus, Math.Round(bytes), slice.Nodes(gpus, stride)),
            role)
        { Repeat = repeat });

    private void Ring(double bytes)
    {
        if (slice.Cp > 1)
        {
            var hop = new CollectiveOperator(CollectiveKind.SendRecv, Wide, 2, Math.Round(bytes), Math.Min(2, slice.Nodes(slice.Cp, slice.Tp)));
            rows.Add(new TrainingRow("attention.ring", hop, TrainingRole.ContextExchange) { Repeat = slice.Cp - 1 });
        }
    }

    /// <summary>Queries, keys, values and row sums; the output is the next product's input, kept once more where that one is cast.</summary>
    private double Kept(double tokens, double width, double heads, double output) =>
        tokens * ((width * Wide.BytesPerElement) + (4 * heads) + (products.QuantisesActivations ? output * Wide.BytesPerElement : 0));

    private bool IsFresh() =>
        rows.Count > 0 && (rows[^1].Operator is NormOperator or ActivationOperator || (Gathered() > 1 && rows.Count > 1 && rows[^2].Operator is NormOperator));

    /// <summary>Ranks over which a product's input was gathered just before it: each keeps, and casts, its own share.</summary>
    private int Gathered() => rows.Count > 0 && rows[^1].Operator is CollectiveOperator { Kind: CollectiveKind.AllGather } c ? c.Gpus : 1;
}
