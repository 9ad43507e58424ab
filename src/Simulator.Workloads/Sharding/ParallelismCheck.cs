using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;

namespace Simulator.Workloads.Sharding;

/// <summary>Checks that a model can be divided in a given way.</summary>
public static class ParallelismCheck
{
    private const int MostRanks = 1 << 20;

    /// <summary>Accepts the division or says why not.</summary>
    /// <param name="parallelism">The division.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">A count is below 1, or heads, experts or layers cannot be divided so; the key names the count.</exception>
    public static void Against(this Parallelism parallelism, ModelDescription model)
    {
        AtLeastOne("tp", parallelism.Tp);
        AtLeastOne("pp", parallelism.Pp);
        AtLeastOne("dp", parallelism.Dp);
        AtLeastOne("node_size", parallelism.NodeSize);
        if ((long)parallelism.Tp * parallelism.Dp * parallelism.Pp > MostRanks)
            throw new InputException($"tp × dp × pp makes more than {MostRanks} ranks", key: "dp");
        if (model.Layers.Length < parallelism.Pp)
        {
            var layers = model.Layers.Length;
            throw new InputException($"{parallelism.Pp} pipeline stages for {layers} layers of {model.Id}; accepted: 1 to {layers}", key: "pp");
        }

        if (parallelism.StageRanks % parallelism.Ep != 0)
            throw new InputException($"{parallelism.Ep} does not divide the {parallelism.StageRanks} ranks of a stage (tp × dp)", key: "ep");

        foreach (var layer in model.Layers.Concat(model.Audio?.Layers ?? []).Distinct())
        {
            CheckMixer(parallelism, model, layer.Mixer);
            CheckMixer(parallelism, model, layer.CrossAttention);
            CheckFeedForward(parallelism, model, layer.FeedForward);
        }
    }

    private static void AtLeastOne(string key, int value)
    {
        if (value is < 1 or > MostRanks)
            throw new InputException($"{value} is out of range; accepted: 1 to {MostRanks}", key: key);
    }

    private static void CheckMixer(Parallelism parallelism, ModelDescription model, Mixer? mixer)
    {
        switch (mixer)
        {
            case AttentionMixer a:
                Divides(parallelism.Tp, a.Heads, model, "attention heads");
                DividesOrReplicates(parallelism.Tp, a.KvHeads, model, "key/value heads");
                break;
            case MlaMixer m:
                Divides(parallelism.Tp, m.Heads, model, "attention heads");
                break;
            case Mamba2Mixer m:
                Divides(parallelism.Tp, m.Heads, model, "Mamba heads");
                DividesOrReplicates(parallelism.Tp, m.Groups, model, "Mamba groups");
                break;
            case DeltaNetMixer d:
                Divides(parallelism.Tp, d.ValueHeads, model, "value heads");
                DividesOrReplicates(parallelism.Tp, d.KeyHeads, model, "key heads");
                break;
        }
    }

    private static void CheckFeedForward(Parallelism parallelism, ModelDescription model, FeedForward? feedForward)
    {
        switch (feedForward)
        {
            case DenseFeedForward d:
                Divides(parallelism.Tp, d.Inter, model, "columns of a feed-forward");
                break;
            case MoeFeedForward m:
                if (m.Experts % parallelism.Ep != 0)
                    throw new InputException($"{parallelism.Ep} does not divide the {m.Experts} experts of {model.Id}", key: "ep");
                if (m.Inter % parallelism.MoeTp != 0)
                    throw new InputException($"{parallelism.MoeTp} ranks per expert do not divide its {m.Inter} columns in {model.Id}; raise ep", key: "ep");
                if (m.SharedInter > 0)
                    Divides(parallelism.Tp, m.SharedInter, model, "columns of the shared expert");
                break;
        }
    }

    private static void Divides(int tp, int count, ModelDescription model, string what)
    {
        if (count % tp != 0)
            throw new InputException($"{tp} does not divide the {count} {what} of {model.Id}", key: "tp");
    }

    private static void DividesOrReplicates(int tp, int count, ModelDescription model, string what)
    {
        if (count % tp != 0 && tp % count != 0)
            throw new InputException($"{tp} neither divides nor is a multiple of the {count} {what} of {model.Id}", key: "tp");
    }
}
