using static Simulator.Workloads.Models.Parameters.WeightComponent;
using static Simulator.Workloads.Models.Parameters.WeightSharding;

namespace Simulator.Workloads.Models.Parameters;

/// <summary>Lists the parameters of a mixer, its norm excepted.</summary>
internal static class MixerInventory
{
    internal static IEnumerable<ParameterGroup> Of(double hidden, Mixer mixer) => mixer switch
    {
        AttentionMixer a => Of(hidden, a),
        MlaMixer m => Of(hidden, m),
        Mamba2Mixer m => Of(hidden, m),
        DeltaNetMixer d => Of(hidden, d),
        _ => throw new NotSupportedException(mixer.GetType().Name),
    };

    private static IEnumerable<ParameterGroup> Of(double hidden, AttentionMixer a)
    {
        double queries = a.Heads * a.HeadDim, keys = a.KvHeads * a.HeadDim;
        yield return new ParameterGroup(Attention, hidden * (a.QueryWidth + queries), Tensor);
        yield return new ParameterGroup(Attention, hidden * 2 * keys, Grouped, Groups: a.KvHeads);
        if (a.QkvBias)
        {
            yield return new ParameterGroup(Other, a.QueryWidth, Tensor);
            yield return new ParameterGroup(Other, 2 * keys, Grouped, Groups: a.KvHeads);
        }

        yield return new ParameterGroup(Other, (a.OutputBias ? hidden : 0) + (a.QkNorm ? 2 * a.HeadDim : 0));
        if (a.Sinks)
            yield return new ParameterGroup(Other, a.Heads, Tensor);
    }

    private static IEnumerable<ParameterGroup> Of(double hidden, MlaMixer m)
    {
        double queries = m.Heads * (m.NopeDim + m.RopeDim);
        if (m.QLoraRank > 0)
            yield return new ParameterGroup(Attention, hidden * m.QLoraRank);
        yield return new ParameterGroup(Attention, (m.QLoraRank > 0 ? m.QLoraRank : hidden) * queries, Tensor);
        yield return new ParameterGroup(Attention, hidden * (m.KvLoraRank + m.RopeDim));
        yield return new ParameterGroup(Attention, (double)m.KvLoraRank * m.Heads * (m.NopeDim + m.VDim), Tensor);
        yield return new ParameterGroup(Attention, hidden * m.Heads * m.VDim, Tensor);
        yield return new ParameterGroup(Other, m.QLoraRank + m.KvLoraRank);
    }

    private static IEnumerable<ParameterGroup> Of(double hidden, Mamba2Mixer m)
    {
        double perHead = 2.0 * m.Inner + m.Heads, shared = 2.0 * m.Groups * m.DState, taps = m.DConv + (m.ConvBias ? 1 : 0);
        yield return new ParameterGroup(Recurrent, hidden * (perHead + m.Inner), Tensor);
        yield return new ParameterGroup(Recurrent, hidden * shared, Grouped, Groups: m.Groups);
        yield return new ParameterGroup(Other, m.Inner * taps + m.Inner + 3.0 * m.Heads, Tensor);
        yield return new ParameterGroup(Other, shared * taps, Grouped, Groups: m.Groups);
    }

    private static IEnumerable<ParameterGroup> Of(double hidden, DeltaNetMixer d)
    {
        double values = d.ValueHeads * d.ValueDim, keys = 2.0 * d.KeyHeads * d.KeyDim;
        yield return new ParameterGroup(Recurrent, hidden * (3 * values + 2 * d.ValueHeads), Tensor);
        yield return new ParameterGroup(Recurrent, hidden * keys, Grouped, Groups: d.KeyHeads);
        yield return new ParameterGroup(Other, values * d.DConv + 2 * d.ValueHeads, Tensor);
        yield return new ParameterGroup(Other, keys * d.DConv, Grouped, Groups: d.KeyHeads);
        yield return new ParameterGroup(Other, d.ValueDim);
    }
}
