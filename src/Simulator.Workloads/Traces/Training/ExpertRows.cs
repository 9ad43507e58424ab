using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces.Blocks;

namespace Simulator.Workloads.Traces.Training;

/// <summary>
/// A mixture of experts in training, dropless: norm and router on each rank's own tokens, slots permuted by expert, sent to the ranks of their experts
/// (every slot, without merging those of one token for the same rank), grouped products, and the way back. A tensor-parallel group holds whole experts.
/// </summary>
internal sealed class ExpertRows(ModelDescription model, TrainingSlice slice, ForwardRows forward, BlockContext context, MoeFeedForward m)
{
    private readonly int tokens = Shards.Padded(slice.Tokens, slice.Tp);
    private readonly int width = m.ExpertWidth(model.Hidden);

    internal void Emit()
    {
        var stream = context.Recipe.Stream;
        var (slots, experts) = (checked((int)((long)tokens * m.TopK)), context.Precision(WeightComponent.Experts));
        forward.Convert("moe.norm", new NormOperator(stream, tokens, model.Hidden, Residual: true, Layer: model.LayerNorm));
        Shared();
        forward.Product("moe.router", new GemmOperator(context.Recipe.Unquantised, tokens, m.Experts, model.Hidden), fresh: true);
        forward.Add(new TrainingRow("moe.choose", new ElementwiseOperator(stream, (long)tokens * m.Experts)));
        if (m.Latent > 0)
            forward.Product("moe.latent_down", new GemmOperator(context.Precision(WeightComponent.Latent), tokens, m.Latent, model.Hidden), fresh: true);
        Copy("moe.permute", slots);
        var bytes = (double)slots * width * stream.Input.BytesPerElement;
        if (slice.Ep > 1)
        {
            forward.Exchange("moe.dispatch", CollectiveKind.AllToAll, slice.Ep, 1, bytes, TrainingRole.ExpertExchange);
            Copy("moe.sort", slots);
        }

        var held = m.Experts / slice.Ep;
        var received = (int)Math.Ceiling(slots * BusiestShare());
        var rows = Math.Max(1, (received + held - 1) / held);
        forward.Product(
            "moe.up", new GemmOperator(experts, rows, (m.Matrices - 1) * m.Inter, width) { Batch = held }, fresh: false, launches: held);
        forward.Convert("moe.activation", new ActivationOperator(context.StreamInto(experts), checked(rows * held), m.Inter, m.Gated));
        forward.Product("moe.down", new GemmOperator(experts, rows, width, m.Inter) { Batch = held }, fresh: true, launches: held);
        if (slice.Ep > 1)
        {
            Copy("moe.unsort", slots);
            forward.Exchange("moe.combine", CollectiveKind.AllToAll, slice.Ep, 1, bytes, TrainingRole.ExpertExchange);
        }

        forward.Add(new TrainingRow("moe.unpermute", new ElementwiseOperator(stream, (long)tokens * width, m.TopK)));
        if (m.Latent > 0)
            forward.Product("moe.latent_up", new GemmOperator(context.Precision(WeightComponent.Latent), tokens, model.Hidden, m.Latent), fresh: false);
        if (m.SharedInter > 0)
            forward.Add(new TrainingRow("moe.add_shared", new ElementwiseOperator(stream, (long)tokens * model.Hidden)));
    }

    /// <summary>The shared expert, divided over the tensor-parallel ranks: gathered before it, summed and scattered after it.</summary>
    private void Shared()
    {
        if (m.SharedInter == 0)
            return;
        var bytes = context.ActivationBytes(slice.Tokens);
        if (slice.Tp > 1)
            forward.Exchange("moe.shared.all_gather", CollectiveKind.AllGather, slice.Tp, 1, bytes, TrainingRole.TensorExchange);
        DenseBlock.EmitProducts(context, "moe.shared", WeightComponent.SharedExpert, m, m.SharedInter / slice.Tp, quantised: false, stream: 0);
        forward.AddAll(context.Rows);
        if (slice.Tp > 1)
            forward.Exchange("moe.shared.reduce_scatter", CollectiveKind.ReduceScatter, slice.Tp, 1, bytes, TrainingRole.TensorExchange);
    }

    private void Copy(string name, long slots) =>
        forward.Add(new TrainingRow(name, new CopyOperator(context.Recipe.Stream, (long)(slots * width * context.Recipe.Activation.BytesPerElement))));

    /// <summary>
    /// Slots of the busiest rank over the mean: experts are drawn in proportion to i⁻ˢ (at most once per token) and dealt to the ranks in order of popularity.
    /// </summary>
    private double BusiestShare()
    {
        if (slice.RoutingSkew == 0 || slice.Ep == 1)
            return 1;
        double total = 0, busiest = 0;
        for (var i = 1; i <= m.Experts; i++)
            total += Math.Pow(i, -slice.RoutingSkew);
        for (var i = 1; i <= m.Experts; i += slice.Ep)
            busiest += Math.Min(1, m.TopK * Math.Pow(i, -slice.RoutingSkew) / total);
        return Math.Max(1, busiest * slice.Ep / m.TopK);
    }
}
