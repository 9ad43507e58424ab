using static Simulator.Workloads.Models.Parameters.WeightComponent;
using static Simulator.Workloads.Models.Parameters.WeightSharding;

namespace Simulator.Workloads.Models.Parameters;

/// <summary>Lists the parameters of a feed-forward, its norm excepted.</summary>
internal static class FeedForwardInventory
{
    internal static IEnumerable<ParameterGroup> Of(double hidden, FeedForward feedForward) => feedForward switch
    {
        DenseFeedForward d => Of(hidden, d),
        MoeFeedForward m => Of(hidden, m),
        _ => throw new NotSupportedException(feedForward.GetType().Name),
    };

    private static IEnumerable<ParameterGroup> Of(double hidden, DenseFeedForward d)
    {
        yield return new ParameterGroup(WeightComponent.FeedForward, d.Matrices * hidden * d.Inter, Tensor);
        if (d.Bias)
        {
            yield return new ParameterGroup(Other, (d.Matrices - 1.0) * d.Inter, Tensor);
            yield return new ParameterGroup(Other, hidden);
        }
    }

    private static IEnumerable<ParameterGroup> Of(double hidden, MoeFeedForward m)
    {
        double width = m.Latent > 0 ? m.Latent : hidden, share = (double)m.TopK / m.Experts;
        yield return new ParameterGroup(Router, hidden * m.Experts);
        yield return new ParameterGroup(Experts, (double)m.Experts * m.Matrices * width * m.Inter, Expert, share);
        if (m.Bias)
            yield return new ParameterGroup(Other, m.Experts * ((m.Matrices - 1.0) * m.Inter + width), Expert, share);
        if (m.RouterBias)
            yield return new ParameterGroup(Other, m.Experts);
        if (m.SharedInter > 0)
            yield return new ParameterGroup(SharedExpert, m.Matrices * hidden * m.SharedInter, Tensor);
        if (m.SharedGate)
            yield return new ParameterGroup(Other, hidden);
        if (m.Latent > 0)
            yield return new ParameterGroup(Latent, 2 * hidden * m.Latent);
    }
}
