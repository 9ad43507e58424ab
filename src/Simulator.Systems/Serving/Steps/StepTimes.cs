using Simulator.Systems.Inference;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Steps;

/// <summary>
/// Step times from the timing model. A step that mixes parts of prompts with decodes runs its matrix products, norms, experts and exchanges once over all
/// tokens; attention (and the recurrent kernels) once over the prompts and once over the decodes; the head over the tokens that are sampled or verified. So its
/// time is a sum of four functions of one to three sizes each, and each is priced where it is asked for and interpolated linearly between nodes: 64 per
/// doubling of the tokens, 8 of sequences and contexts. <see cref="Deviation"/> measures what interpolation costs. Not thread-safe.
/// </summary>
public sealed class StepTimes : IStepTimes
{
    /// <summary>
    /// The bound on the largest relative deviation of an interpolated time that the tests hold: it occurs where the number of tiles of a product jumps
    /// between two nodes.
    /// </summary>
    public const double LargestDeviation = 0.10;

    /// <summary>The bound on the mean relative deviation, over loads spread evenly on logarithmic axes.</summary>
    public const double MeanDeviation = 0.005;

    private const int TokenBits = 6;
    private const int SequenceBits = 3;
    private const int KernelTokens = 1024;

    // Latent attention of prompts splits, expands, concatenates and copies queries, keys and values in kernels that move little and are not priced;
    // counted in the attention modules of the open stacks; estimated.
    private const int LatentKernels = 25;
    private static readonly HashSet<string> OfSequences =
    [
        "attention.attention", "attention.kv_b", "attention.absorb_key", "attention.absorb_value", "mamba.conv", "mamba.scan", "delta.conv", "delta.scan",
    ];

    private readonly Func<Trace, double> price;
    private readonly ModelDescription model;
    private readonly PrecisionRecipe recipe;
    private readonly Parallelism parallelism;
    private readonly Dictionary<int, double> shared = [];
    private readonly Dictionary<int, double> head = [];
    private readonly Dictionary<(int Sequences, int Context, int Queries), double> decode = [];
    private readonly Dictionary<(int Prompts, int Tokens, int Context), double> prompt = [];
    private readonly Func<Trace, double>? countKernels;
    private double? kernels;

    /// <summary>Prepares the functions; nothing is priced yet.</summary>
    /// <param name="simulator">Prices a step's operators.</param>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model; its data-parallel groups are taken to be loaded alike.</param>
    public StepTimes(StepSimulator simulator, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
        : this((simulator ?? throw new ArgumentNullException(nameof(simulator))).Seconds, model, recipe, parallelism) => countKernels = simulator.Kernels;

    /// <summary>The same functions of another price than time, such as energy.</summary>
    internal StepTimes(Func<Trace, double> price, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
    {
        // Nodes may lie beyond the longest sequence that the model takes; requests are checked against that when they arrive.
        (this.price, this.model, this.recipe, this.parallelism) = (price, model with { MaxPositions = int.MaxValue / 2 }, recipe, parallelism);
    }

    /// <inheritdoc/>
    public double Kernels => kernels ??= (countKernels?.Invoke(TraceBuilder.Build(model, StepShape.Prefill(1, KernelTokens), recipe, parallelism)) ?? 0)
        + (LatentKernels * model.Layers.Count(l => l.Mixer is MlaMixer));

    /// <inheritdoc/>
    public double Seconds(in StepLoad load)
    {
        var seconds = Line(shared, Shared, load.Tokens + load.Padding, TokenBits) + Line(head, Head, load.HeadTokens, SequenceBits);
        if (load.DecodeBatch > 0)
        {
            seconds += Decode(load.DecodeBatch, (double)load.DecodeContext / load.DecodeBatch, load.Queries);
        }

        return load.Prompts > 0 ? seconds + Prompt(load.Prompts, (double)load.PromptTokens / load.Prompts, (double)load.PromptContext / load.Prompts) : seconds;
    }

    /// <summary>The same step without interpolation.</summary>
    /// <param name="load">What it computes; contexts and prompts of one mean length, rounded.</param>
    /// <returns>Seconds.</returns>
    public double ExactSeconds(in StepLoad load)
    {
        var seconds = Shared(load.Tokens + load.Padding) + Head(load.HeadTokens);
        if (load.DecodeBatch > 0)
        {
            seconds += DecodeNode(load.DecodeBatch, (int)(load.DecodeContext / load.DecodeBatch), load.Queries);
        }

        return load.Prompts > 0
            ? seconds + PromptNode(load.Prompts, load.PromptTokens / load.Prompts, (int)(load.PromptContext / load.Prompts))
            : seconds;
    }

    /// <summary>How far interpolated times are from exact ones.</summary>
    /// <param name="loads">The steps to compare.</param>
    /// <returns>The largest and the mean relative deviation.</returns>
    public (double Largest, double Mean) Deviation(IEnumerable<StepLoad> loads)
    {
        var deviations = loads.Select(l => Math.Abs((Seconds(l) / ExactSeconds(l)) - 1)).DefaultIfEmpty(0).ToArray();
        return (deviations.Max(), deviations.Average());
    }

    private double Decode(int sequences, double context, int queries)
    {
        var (s, t, u) = GridAxis.Around(sequences, SequenceBits);
        return u == 0 ? At(s) : At(s) + (u * (At(t) - At(s)));

        double At(int batch)
        {
            var (low, high, weight) = GridAxis.Around(Math.Max(1, context), SequenceBits);
            var first = Node(batch, low);
            return weight == 0 ? first : first + (weight * (Node(batch, high) - first));
        }

        double Node(int batch, int tokens) =>
            decode.TryGetValue((batch, tokens, queries), out var seconds) ? seconds : decode[(batch, tokens, queries)] = DecodeNode(batch, tokens, queries);
    }

    private double Prompt(int prompts, double tokens, double context)
    {
        var (s, t, u) = GridAxis.Around(prompts, SequenceBits);
        return u == 0 ? OfBatch(s) : OfBatch(s) + (u * (OfBatch(t) - OfBatch(s)));

        double OfBatch(int batch)
        {
            var (low, high, weight) = GridAxis.Around(tokens, SequenceBits);
            var first = OfTokens(batch, low);
            return weight == 0 ? first : first + (weight * (OfTokens(batch, high) - first));
        }

        double OfTokens(int batch, int count)
        {
            var (low, high, weight) = GridAxis.Around(context, SequenceBits);
            var first = Node(batch, count, low);
            return weight == 0 ? first : first + (weight * (Node(batch, count, high) - first));
        }

        double Node(int batch, int count, int before) =>
            prompt.TryGetValue((batch, count, before), out var seconds) ? seconds : prompt[(batch, count, before)] = PromptNode(batch, count, before);
    }

    private static double Line(Dictionary<int, double> nodes, Func<int, double> price, int value, int bits)
    {
        var (low, high, weight) = GridAxis.Around(value, bits);
        var first = Node(low);
        return weight == 0 ? first : first + (weight * (Node(high) - first));

        double Node(int at) => nodes.TryGetValue(at, out var seconds) ? seconds : nodes[at] = price(at);
    }

    private double Shared(int tokens) => Price(StepShape.Decode(tokens, 1), name => !OfSequences.Contains(name) && !IsHead(name));

    private double Head(int sequences) => Price(StepShape.Decode(sequences, 1), IsHead);

    private double DecodeNode(int sequences, int context, int queries) =>
        Price(StepShape.Decode(sequences, Math.Max(1, context)), OfSequences.Contains, row => VerifyRows.Of(row, queries));

    private double PromptNode(int prompts, int tokens, int context) => Price(StepShape.Prefill(prompts, Math.Max(1, tokens), context), OfSequences.Contains);

    private double Price(StepShape step, Func<string, bool> counts, Func<TraceRow, TraceRow>? change = null)
    {
        var rows = TraceBuilder.Build(model, step, recipe, parallelism).Rows.Where(r => counts(r.Name));
        return price(new Trace([.. change is null ? rows : rows.Select(change)]));
    }

    private static bool IsHead(string name) => name.StartsWith("head.", StringComparison.Ordinal);
}
