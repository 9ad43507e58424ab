namespace Simulator.Systems.Training.Overlap;

/// <summary>
/// A pass through layers whose weights the ranks shard (FSDP, ZeRO-3), event by event: weights of the next layer are gathered while one computes, gradients are
/// reduced behind it, one exchange at a time, and both streams slow each other down.
/// </summary>
/// <param name="gpu">How the streams share the GPU.</param>
public sealed class ShardedPass(SharedGpu gpu)
{
    /// <summary>Layers whose weights may be gathered ahead of the one that computes.</summary>
    public const int Ahead = 1;

    /// <summary>Runs a pass.</summary>
    /// <param name="layers">The layers in the order of the pass.</param>
    /// <returns>Seconds from the start of the first gather to the end of the last computation and exchange.</returns>
    public double Seconds(IReadOnlyList<ShardedLayer> layers)
    {
        var (now, computed, gathered, reduced) = (0.0, 0, 0, 0);
        double compute = layers.Count > 0 ? layers[0].Compute : 0, exchange = 0;
        var (busy, isGather) = (false, false);
        while (computed < layers.Count || reduced < layers.Count)
        {
            if (!busy)
            {
                // The next gather goes first, as far ahead as allowed; then what is left to reduce.
                if (gathered < layers.Count && gathered <= computed + Ahead)
                    (busy, isGather, exchange) = (true, true, layers[gathered].Gather);
                else if (reduced < computed)
                    (busy, isGather, exchange) = (true, false, layers[reduced].Reduce);
            }

            var computes = computed < layers.Count && computed < gathered;
            double computeRate = busy && exchange > 0 ? gpu.ComputeRate : 1, exchangeRate = computes && compute > 0 ? gpu.ExchangeRate : 1;
            var step = Math.Min(computes ? compute / computeRate : double.PositiveInfinity, busy ? exchange / exchangeRate : double.PositiveInfinity);
            now += step;
            if (computes)
            {
                compute -= step * computeRate;
                if (compute <= 1e-15 * now)
                    compute = ++computed < layers.Count ? layers[computed].Compute : 0;
            }

            if (busy)
            {
                exchange -= step * exchangeRate;
                if (exchange <= 1e-15 * now)
                {
                    busy = false;
                    _ = isGather ? gathered++ : reduced++;
                }
            }
        }

        return now;
    }
}
