using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Serving.Steps;
using Simulator.Timing;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Splits;

/// <summary>
/// The GPUs that hold a model's feed-forwards alone. Experts are spread over all of them and dense layers of such a model are held by each; without experts
/// they share every layer's columns. The router and the norm in front of it are counted here. Not thread-safe.
/// </summary>
public sealed class FfnSide
{
    private const int TokenBits = 6;
    private static readonly WeightComponent[] Components =
        [WeightComponent.FeedForward, WeightComponent.Experts, WeightComponent.SharedExpert, WeightComponent.Latent, WeightComponent.Router];

    private static readonly ImmutableHashSet<string> Exchanges = ["moe.dispatch", "moe.combine", "moe.all_gather", "moe.reduce_scatter"];
    private readonly StepSimulator simulator;
    private readonly ModelDescription model;
    private readonly PrecisionRecipe recipe;
    private readonly Parallelism parallelism;
    private readonly Dictionary<int, double> nodes = [];

    /// <summary>Divides the feed-forwards.</summary>
    /// <param name="timing">The timing model of these GPUs.</param>
    /// <param name="model">The whole model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="ranks">GPUs, at least 1.</param>
    /// <param name="memoryFraction">The part of a GPU's memory that may be used.</param>
    /// <exception cref="InputException">The experts or columns cannot be divided so, or do not fit.</exception>
    public FfnSide(TimingModel timing, ModelDescription model, PrecisionRecipe recipe, int ranks, double memoryFraction)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(model);
        (simulator, this.recipe, Ranks) = (new StepSimulator(timing), recipe, ranks);
        this.model = model with
        {
            Layers = [.. model.Layers.Where(l => l.FeedForward is not null).Select(l => new LayerDescription(null, l.FeedForward))],
            MaxPositions = int.MaxValue / 2,
        };
        var experts = model.Layers.Select(l => l.FeedForward).OfType<MoeFeedForward>().FirstOrDefault();
        parallelism = experts is null
            ? new Parallelism { Tp = ranks, NodeSize = timing.System.ScaleUp.Gpus }
            : new Parallelism { Dp = ranks, Ep = ranks, NodeSize = timing.System.ScaleUp.Gpus };
        try
        {
            parallelism.Against(this.model);
        }
        catch (InputException error)
        {
            throw new InputException(error.Problem, key: "split.ranks", inner: error);
        }

        var (weights, allowed) = (WeightFootprint.PerRank(this.model, recipe, parallelism), memoryFraction * timing.System.Gpu.Memory.Bytes);
        var bytes = Components.Sum(c => weights.ByComponent.GetValueOrDefault(c)) + MemoryFootprint.RuntimeBytes;
        if (bytes > allowed)
        {
            var parts = FormattableString.Invariant($"{bytes / 1e9:0.#} GB of feed-forward weights and runtime in {allowed / 1e9:0.#} GB");
            throw new InputException($"{model.Id} does not fit on {ranks} feed-forward GPUs: {parts}; raise it", key: "split.ranks");
        }

        BytesThere = Bytes(experts, true);
        BytesBack = Bytes(experts, false);
    }

    /// <summary>GPUs.</summary>
    public int Ranks { get; }

    /// <summary>Layers that have a feed-forward.</summary>
    public int Layers => model.Layers.Length;

    /// <summary>Bytes that a token sends to the ranks of its experts in one layer.</summary>
    public double BytesThere { get; }

    /// <summary>Bytes that come back.</summary>
    public double BytesBack { get; }

    /// <summary>The time of all layers' feed-forwards.</summary>
    /// <param name="tokens">Tokens of all attention groups together, at least 1.</param>
    /// <returns>Seconds, interpolated between nodes.</returns>
    public double Seconds(int tokens)
    {
        var own = parallelism.Dp > 1 ? (tokens + Ranks - 1) / Ranks : tokens;
        var (low, high, weight) = GridAxis.Around(own, TokenBits);
        return weight == 0 ? Node(low) : Node(low) + (weight * (Node(high) - Node(low)));

        double Node(int at) => nodes.TryGetValue(at, out var seconds) ? seconds : nodes[at] = Price(at);
    }

    private double Price(int tokens)
    {
        var trace = TraceBuilder.Build(model, StepShape.Decode(tokens, 1), recipe, parallelism);
        return simulator.Seconds(new Trace([.. trace.Rows.Where(r => IsFfn(r.Name) && !Exchanges.Contains(r.Name))]));
    }

    private static bool IsFfn(string name) => name.StartsWith("moe.", StringComparison.Ordinal) || name.StartsWith("mlp.", StringComparison.Ordinal);

    // Activations go once to every rank that holds one of the token's experts, quantised where the experts take them so, and come back as partial sums.
    private double Bytes(MoeFeedForward? experts, bool there)
    {
        var precision = recipe.Precision(WeightComponent.Experts);
        var format = there && experts is not null && precision.QuantisesActivations ? precision.Activation : recipe.Activation;
        return (experts is null ? 1 : RanksPerToken(experts)) * (experts?.ExpertWidth(model.Hidden) ?? model.Hidden) * format.BytesPerElement;
    }

    // Ranks that hold at least one of a token's experts under even routing: n·(1 − C(E − E/n, k) / C(E, k)).
    private double RanksPerToken(MoeFeedForward experts)
    {
        var (own, missed) = (experts.Experts / Ranks, 1.0);
        for (var i = 0; i < experts.TopK; i++)
        {
            missed *= Math.Max(0, experts.Experts - own - i) / (double)(experts.Experts - i);
        }

        return Ranks * (1 - missed);
    }
}
