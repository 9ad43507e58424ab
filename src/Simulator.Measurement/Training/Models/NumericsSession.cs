using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Kernels;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Models;

/// <summary>The state of rounding in a run: its random numbers, what was counted, and scratch memory.</summary>
internal sealed class NumericsSession
{
    /// <summary>The stream of stochastic rounding, that of <see cref="Precision.Quantiser"/>.</summary>
    private const int RoundingStream = 1000;

    private const int SignStream = 2000;
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly CastCounts[] counts = new CastCounts[3];
    private readonly Dictionary<(int Rows, int Columns, string Use), FloatMatrix> scratch = [];
    private readonly MatrixArena arena;
    private readonly ulong seed;
    private ulong casts;

    internal NumericsSession(ITrainingKernels kernels, MatrixArena arena, ulong seed, bool roundsBetween)
    {
        (Kernels, this.arena, this.seed, RoundsBetween) = (kernels, arena, seed, roundsBetween);
        var random = new RandomValues(seed, SignStream);
        Signs = [.. Enumerable.Range(0, 16).Select(i => random.Uniform(i) < 0.5f ? -1f : 1f)];
    }

    internal ITrainingKernels Kernels { get; }

    /// <summary>Whether what passes between operators is rounded to bf16.</summary>
    internal bool RoundsBetween { get; }

    /// <summary>Whether nothing is rounded at present: master weights in fp32 arithmetic.</summary>
    internal bool IsExact { get; set; }

    /// <summary>Whether casts are counted and histories kept: in training steps, not in evaluations.</summary>
    internal bool IsTraining { get; set; }

    /// <summary>The signs of the random Hadamard transform, one set for the whole run as NVIDIA's recipe has it.</summary>
    internal float[] Signs { get; }

    internal CastCounts Counts(TensorClass tensor) => counts[(int)tensor];

    /// <summary>Memory for one use, undefined contents.</summary>
    internal FloatMatrix Scratch(int rows, int columns, string use)
    {
        if (!scratch.TryGetValue((rows, columns, use), out var matrix))
            scratch[(rows, columns, use)] = matrix = arena.Create(rows, columns);
        return matrix;
    }

    /// <summary>Rounds to bf16 what an operator hands on.</summary>
    internal void RoundBetween(FloatMatrix matrix)
    {
        if (RoundsBetween && !IsExact)
            Kernels.RoundToBf16(matrix);
    }

    /// <summary>Rounds an operand.</summary>
    /// <param name="from">The operand.</param>
    /// <param name="to">Where to.</param>
    /// <param name="tensor">What it is counted as.</param>
    /// <param name="rule">How.</param>
    /// <param name="delayed">The scale from earlier steps; null where it is found now.</param>
    internal void Cast(FloatMatrix from, FloatMatrix to, TensorClass tensor, CastRule rule, DelayedScale? delayed)
    {
        var largest = rule.HasTensorScale ? Kernels.Largest(from) : 0;
        if (IsTraining)
            delayed?.Observe(largest);
        var random = rule.Rounding == Numerics.Rounding.Stochastic ? new RandomValues(seed + (Golden * ++casts), RoundingStream) : default;
        var counted = Kernels.Cast(from, to, new CastPlan(rule, delayed?.Largest ?? largest, random));
        if (IsTraining)
            counts[(int)tensor] += counted;
    }
}
