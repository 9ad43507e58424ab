using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>
/// A mixture of experts. Where one group holds all tokens, every rank routes all of them and one sum joins the parts. Where groups have batches of
/// their own, tokens travel: by all-to-all where experts are whole, else by all-gather and reduce-scatter. The shared expert runs beside the routed
/// ones on a second stream.
/// </summary>
internal static class MoeBlock
{
    internal static void Emit(BlockContext c, MoeFeedForward m)
    {
        var p = c.Parallelism;
        var width = m.ExpertWidth(c.Hidden);
        c.Norm("moe.norm", next: null);
        if (m.SharedInter > 0)
            DenseBlock.EmitProducts(c, "moe.shared", WeightComponent.SharedExpert, m, m.SharedInter / c.Tp, quantised: false, stream: 1);
        c.Gemm("moe.router", WeightComponent.Router, m.Experts, c.Hidden);
        if (m.Latent > 0)
            c.Gemm("moe.latent_down", WeightComponent.Latent, m.Latent, c.Hidden);
        var exchange = new MoeExchange(c, m);
        exchange.Dispatch();
        var precision = c.Precision(WeightComponent.Experts);
        c.Add("moe.experts", new MoeOperator(precision, checked(c.Tokens * p.Dp), width, m.Inter, m.TopK, m.Experts, p.MoeTp, p.Ep, m.Matrices));
        exchange.Combine();
        if (m.Latent > 0)
            c.Gemm("moe.latent_up", WeightComponent.Latent, c.Hidden, m.Latent);
        if (m.SharedInter > 0)
            c.Add("moe.add_shared", new ElementwiseOperator(c.Recipe.Stream, (long)c.Tokens * c.Hidden));
        if (m.SharedInter > 0 || !exchange.CompletesSums)
            c.Reduce("moe");
    }
}
