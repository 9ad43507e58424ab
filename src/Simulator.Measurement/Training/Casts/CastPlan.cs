using Simulator.Measurement.Devices.Inputs;

namespace Simulator.Measurement.Training.Casts;

/// <summary>One cast.</summary>
/// <param name="Rule">How.</param>
/// <param name="Largest">The largest magnitude that sets the tensor's scale; of no account where it has none.</param>
/// <param name="Random">The random numbers of stochastic rounding, one per element in row-major order.</param>
internal readonly record struct CastPlan(CastRule Rule, float Largest, RandomValues Random);
