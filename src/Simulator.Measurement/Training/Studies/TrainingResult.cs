using System.Collections.Immutable;
using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Models;

namespace Simulator.Measurement.Training.Studies;

/// <summary>A finished run.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Seed">The seed of weights, batches and stochastic rounding.</param>
/// <param name="Curve">The loss of every step.</param>
/// <param name="FinalLoss">The last validation loss, in the recipe's own arithmetic, in nats per byte.</param>
/// <param name="FinalLossExact">The same with the master weights in fp32 arithmetic: what training has lost, without what rounding costs afterwards.</param>
/// <param name="Weights">What rounding did to weights, over all steps and casts.</param>
/// <param name="Activations">What it did to inputs of linear layers.</param>
/// <param name="Gradients">What it did to gradients of their outputs.</param>
/// <param name="Memory">What the tensors take.</param>
/// <param name="Seconds">How long the run took, evaluations included.</param>
public sealed record TrainingResult(
    NumericsRecipe Recipe, int Seed, ImmutableArray<LossPoint> Curve, double FinalLoss, double FinalLossExact,
    CastCounts Weights, CastCounts Activations, CastCounts Gradients, StoredMemory Memory, double Seconds);
