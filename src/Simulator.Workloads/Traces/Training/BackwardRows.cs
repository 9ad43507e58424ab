using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Traces.Training;

/// <summary>
/// The backward pass of a forward pass: its operators in reverse order, each replaced by its gradients. A product Y = X·W has two, dX = dY·Wᵀ and
/// dW = Xᵀ·dY, each as many operations as itself; an all-gather's gradient is a reduce-scatter and the other way round.
/// </summary>
internal static class BackwardRows
{
    internal static ImmutableArray<TrainingRow> Of(ImmutableArray<TrainingRow> forward, TrainingRecipe recipe, TrainingSlice slice)
    {
        var rows = ImmutableArray.CreateBuilder<TrainingRow>();
        for (var i = forward.Length - 1; i >= 0; i--)
        {
            // With sequence parallelism each rank keeps its share of a gathered input, which is gathered again for the weight's gradient.
            var before = i - 1;
            while (before > 0 && forward[before].Operator is CastOperator)
                before--;
            var gathered = before >= 0 ? forward[before] : null;
            Reverse(forward[i], gathered is { Operator: CollectiveOperator { Kind: CollectiveKind.AllGather } } ? gathered : null);
        }

        return rows.ToImmutable();

        void Reverse(TrainingRow row, TrainingRow? gather)
        {
            switch (row.Operator)
            {
                case GemmOperator g:
                    Product(row, g, gather);
                    break;
                case AttentionPrefillOperator a:
                    Add(row, ".backward", new AttentionBackwardOperator(
                        new(a.Precision.Compute, a.Precision.Compute), a.Batch, a.Seq, a.Heads, a.KvHeads, a.HeadDim, a.HeadDim, a.Window, a.Prefix));
                    if (!slice.Fused)
                        Join(row, (long)a.Batch * a.Seq * (a.Heads + (2 * a.KvHeads)) * a.HeadDim);
                    break;
                case MlaPrefillOperator a:
                    var d = a.Dimensions;
                    Add(row, ".backward", new AttentionBackwardOperator(
                        new(a.Precision.Compute, a.Precision.Compute), a.Batch, a.Seq, a.Heads, a.Heads, d.Nope + d.Rope, d.V, 0, a.Prefix));
                    break;
                case NormOperator n:
                    Add(row, ".backward", new NormBackwardOperator(new(n.Precision.Input, n.Precision.Input), n.Tokens, n.Hidden, n.Residual, n.Layer));
                    break;
                case ActivationOperator a:
                    Add(row, ".backward", new ActivationBackwardOperator(new(a.Precision.Input, a.Precision.Input), a.Tokens, a.Inter, a.Gated));
                    break;
                case CastOperator or CrossEntropyOperator:
                    break;
                case Mamba2Operator or DeltaNetOperator:
                    // Two passes as long as the forward one: the states again, then the gradients (estimated).
                    rows.Add(row with { Name = row.Name + ".backward", Repeat = 2 * row.Repeat, SavedBytes = 0 });
                    break;
                case CollectiveOperator c:
                    var bytes = row.Role == TrainingRole.ContextExchange && c.Kind == CollectiveKind.SendRecv ? 2 * c.Bytes : c.Bytes;
                    Add(row, ".backward", c with
                    {
                        Kind = Adjoint(c.Kind),
                        Format = Wide(c.Format),
                        Bytes = bytes * Wide(c.Format)
                        .BytesPerElement / c.Format.BytesPerElement
                    });
                    break;
                case EmbeddingOperator e:
                    Add(row, ".wgrad", new ElementwiseOperator(e.Precision, (long)e.Tokens * e.Hidden));
                    break;
                default:
                    Add(row, ".backward", row.Operator);
                    break;
            }
        }

        void Product(TrainingRow row, GemmOperator g, TrainingRow? gather)
        {
            var narrow = g.Precision.QuantisesActivations;
            if (narrow)
            {
                var cast = new CastOperator(new(g.Precision.Output, g.Precision.Activation), (long)g.Batch * g.M, g.N, recipe.CastPasses, recipe.CastCopies);
                rows.Add(new TrainingRow(row.Name + ".grad.cast", cast) { Launches = row.Launches });
            }

            if (gather is not null)
                rows.Add(gather with { Name = gather.Name + ".again", SavedBytes = 0 });
            rows.Add(new TrainingRow(row.Name + ".dgrad", g with { N = g.K, K = g.N, QuantisedInput = narrow }) { Launches = row.Launches });
            rows.Add(new TrainingRow(row.Name + ".wgrad", g with { M = g.N, N = g.K, K = g.M, QuantisedInput = narrow }, TrainingRole.WeightGradient)
            {
                Launches = row.Launches,
            });
            if (!slice.Accumulates)
                return;
            var sum = new ElementwiseOperator(new(slice.GradientFormat, slice.GradientFormat), (long)g.Batch * g.N * g.K, 1);
            rows.Add(new TrainingRow(row.Name + ".accumulate", sum, TrainingRole.Accumulation));
        }

        // Eager frameworks join the gradients of queries, keys and values, which were slices of one product.
        void Join(TrainingRow row, long elements) =>
            rows.Add(new TrainingRow(row.Name + ".join", new ElementwiseOperator(StreamPrecision.Bf16, elements, 1)));

        void Add(TrainingRow row, string suffix, Operator op) =>
            rows.Add(row with { Name = row.Name + suffix, Operator = op, SavedBytes = 0, IsCheap = false });
    }

    /// <summary>Gradients travel in 16 bits, also where activations travel in 8.</summary>
    private static NumberFormat Wide(NumberFormat format) => format.ElementBits < 16 ? NumberFormats.Bf16 : format;

    private static CollectiveKind Adjoint(CollectiveKind kind) => kind switch
    {
        CollectiveKind.AllGather => CollectiveKind.ReduceScatter,
        CollectiveKind.ReduceScatter => CollectiveKind.AllGather,
        _ => kind,
    };
}
