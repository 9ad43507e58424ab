using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>A dense feed-forward: norm, gate and up in one product, activation, down, sum over ranks.</summary>
internal static class DenseBlock
{
    internal static void Emit(BlockContext c, DenseFeedForward d)
    {
        c.Norm("mlp.norm", c.Precision(WeightComponent.FeedForward));
        EmitProducts(c, "mlp", WeightComponent.FeedForward, d, d.Inter / c.Tp, quantised: true, stream: 0);
        c.Reduce("mlp");
    }

    /// <summary>The products and their activation, also of a shared expert.</summary>
    internal static void EmitProducts(BlockContext c, string name, WeightComponent component, FeedForward f, int inter, bool quantised, int stream)
    {
        c.Gemm($"{name}.{(f.Gated ? "gate_up" : "up")}", component, (f.Matrices - 1) * inter, c.Hidden, quantised, stream: stream);
        c.Add($"{name}.activation", new ActivationOperator(c.StreamInto(c.Precision(component)), c.Tokens, inter, f.Gated), stream);
        c.Gemm($"{name}.down", component, c.Hidden, inter, quantised: true, stream: stream);
    }
}
