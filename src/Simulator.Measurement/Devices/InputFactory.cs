using Simulator.Measurement.Devices.Inputs;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Devices;

/// <summary>
/// Makes the operands of an operator: fresh random values, never zero, rounded to each operand's format with its scales (<see cref="OperandLayouts"/>).
/// Matrices are row-major, the last dimension contiguous. Inputs → outputs:
/// <list type="bullet">
/// <item><c>gemm</c>: a [batch, m, k], b [batch, n, k] (weights, a row per output feature) → c [batch, m, n]. a arrives in the output's format where the
/// precision quantises activations and the shape does not say <c>quantised=1</c>; the kernel then quantises it by rows or blocks.</item>
/// <item><c>attention-…</c>: q [batch, heads, queries, d], k and v [batch, kv_heads, tokens, d] → o [batch, heads, queries, d];
/// scores are scaled by d^−½.
/// In prefill, query i is token prefix + i. All keys and values are already in the cache's format.</item>
/// <item><c>rms-norm</c>, <c>layer-norm</c>: x [tokens, hidden], residual alike where added, weight [1, hidden], bias [1, hidden] (layer-norm) → y, and sum
/// [tokens, hidden] with a residual. ε = 10⁻⁵.</item>
/// <item><c>activation</c>: x [tokens, 2·inter] (first half gate, second half factor; [tokens, inter] where not gated) → y = SiLU(gate)·factor.</item>
/// <item><c>rope</c>: q [tokens, heads, d], k [tokens, kv_heads, d], angles [tokens, d] (cosines of the d/2 angles, then sines) → q, k, rotated in place in
/// pairs (i, i + ⌊d/2⌋).</item>
/// <item><c>quantise</c>: x [tokens, hidden] → y in the output's format, which may be the wider one.</item>
/// <item><c>embedding</c>: ids [1, tokens] (whole numbers in fp32), table [vocab, hidden] → y [tokens, hidden].</item>
/// <item><c>sample</c>: logits [tokens, vocab], u [1, tokens] (fp32, uniform on (0, 1)) → token [tokens], the first whose cumulated probability exceeds u;
/// log_sum [tokens], the logarithm of the sum of exponentials.</item>
/// <item><c>elementwise</c>: x0, x1, … [1, elements] → y, their sum.</item>
/// <item><c>copy</c>: x → y; <c>triad</c>: x, z → y = x + 3 z; <c>reduction</c>: x → sum [1].</item>
/// <item><c>mamba2-conv-prefill</c>: x [batch, seq, channels], weight [channels, taps] → y = SiLU(Σ weight[t]·x[i − taps + 1 + t]).</item>
/// <item><c>mamba2-conv-decode</c>: x [batch, channels], window [batch, channels, taps] (oldest first), weight → y,
/// window shifted in place with x last.</item>
/// <item><c>mamba2-scan-prefill</c>: x [batch, seq, heads, p], dt [batch, seq, heads] (positive, fp32), decay [1, heads] (negative, fp32), b and c
/// [batch, seq, groups, n], skip [1, heads] → y [batch, seq, heads, p], state [batch, heads, p, n]:
/// h ← e^(dt·decay) h + dt·x bᵀ, y = h c + skip·x, from h = 0.</item>
/// <item><c>mamba2-scan-decode</c>: the same for one token (no seq dimension), state in and out.</item>
/// <item><c>moe</c>: x [tokens, hidden], logits [tokens, experts], up [experts/ep, (gate first) 2·inter/tp or inter/tp, hidden],
/// down [experts/ep, hidden, inter/tp] → y [tokens, hidden], the sum over this rank's experts of weight · down · SiLU(gate)·up (SiLU(up) where not gated).
/// Experts: the topk largest logits, the lower index first among equals; weights: softmax over those; this rank has the first experts/ep.</item>
/// </list>
/// </summary>
public static class InputFactory
{
    /// <summary>The most elements of an operand or a result: codes and values are held in arrays, whose bytes are counted in 31 bits.</summary>
    public const double LargestOperand = 500e6;

    /// <summary>Whether inputs can be made for an operator.</summary>
    /// <param name="op">The operator.</param>
    /// <returns>Null where they can, else one line saying why not.</returns>
    public static string? WhyNot(Operator op) => OperatorInputs.Of(op) is not { } inputs ? $"no inputs are made for {op.Op}"
        : inputs.LargestElements > LargestOperand ? $"an operand has {inputs.LargestElements:0.0e0} elements; at most {LargestOperand:0e0} are made"
        : null;

    /// <summary>The memory that the operands take on the host: codes, and values in fp32.</summary>
    /// <param name="op">An operator for which <see cref="WhyNot"/> is null.</param>
    /// <returns>Bytes.</returns>
    public static double HostBytes(Operator op) => Inputs(op).Bytes;

    /// <summary>Makes the operands.</summary>
    /// <param name="op">An operator for which <see cref="WhyNot"/> is null.</param>
    /// <param name="seed">The seed; the same seed gives the same values.</param>
    /// <returns>The operands.</returns>
    /// <exception cref="ArgumentException">No inputs can be made for the operator.</exception>
    public static KernelInputs Create(Operator op, ulong seed) => WhyNot(op) is { } why
        ? throw new ArgumentException(why, nameof(op))
        : Inputs(op).Build(op, seed);

    private static InputBuilder Inputs(Operator op) => OperatorInputs.Of(op) ?? throw new ArgumentException($"no inputs are made for {op.Op}", nameof(op));
}
