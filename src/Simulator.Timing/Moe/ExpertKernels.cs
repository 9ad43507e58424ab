using Simulator.Hardware.Gpus;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Moe;

/// <summary>
/// The kernels that inference engines have for a format on a class of hardware. The last three are properties of benchmarked stacks, not of the
/// arithmetic: inside a model step an engine takes kernels that skip what belongs to other ranks.
/// </summary>
/// <param name="Count">Kernels launched for a few tokens: routing, permutation, two grouped products, activation, reduction, quantisation.</param>
/// <param name="Fused">The first product gathers its rows and activates its results itself.</param>
/// <param name="WeightOnly">16-bit arithmetic on narrower weights, which are widened in registers.</param>
/// <param name="Striped">Weights are widened in registers for synchronous instructions, whatever the part has besides; stripes of tiles over all SMs.</param>
/// <param name="Untuned">A default tile of 64 x 64 with little prefetch, for more tokens than held experts.</param>
/// <param name="Gated">Experts are computed with a gate whether the model has one or not.</param>
/// <param name="WideTiles">Weights are widened ahead of asynchronous instructions for tiles of 256 columns, at a rate of their own.</param>
/// <param name="AllSlots">Buffers of the slots of other ranks' experts are cleared, activated and reduced as well.</param>
/// <param name="WholeTokens">Every slot of a token is computed on each rank that holds one of its experts.</param>
/// <param name="Emulated">4-bit block-scaled weights are expanded to 16 bits in memory first.</param>
internal readonly record struct ExpertKernels(
    int Count, bool Fused, bool WeightOnly, bool Striped, bool Untuned, bool Gated, bool WideTiles, bool AllSlots, bool WholeTokens, bool Emulated)
{
    private const int Few = 4;
    private const int Plain = 5;
    private const int Quantising = 6;
    private const int Unfiltered = 7;

    /// <summary>Experts that routing kernels with all scores of a token in registers are built for.</summary>
    private const int RoutedInRegisters = 512;

    /// <summary>Works out which kernels serve an operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <param name="benchmark">Whether the operator is timed as the tables of engines' operators are: alone, with whatever stack is available.</param>
    /// <returns>The kernels.</returns>
    public static ExpertKernels Of(MoeOperator op, GpuRates rates, bool benchmark)
    {
        var p = op.Precision;
        var tensor = rates.Gpu.Tensor;
        var unified = tensor.Generation == MmaGeneration.Tcgen05;
        var weightOnly = p.WeightOnly && p.Compute.ElementBits == 16;
        var scaled = p.Weight.BlockSize > 0;
        var blockwise = p.ActivationBlock > 0;
        var split = benchmark && op.Ep > 1;

        // Engines of these benchmarks have neither an expert-parallel filter, nor tuned tiles, nor experts without a gate for parts older than 8-bit floats.
        var wholeTokens = split && tensor.Fp8 is null;
        var many = op.Experts > RoutedInRegisters;
        var emulated = (split && op.Tp > 1 || benchmark && many && !rates.Async) && weightOnly && scaled && rates.FmaPerClock(p.Weight) == 0 && !wholeTokens;
        var unfiltered = weightOnly ? !unified && (!scaled || emulated || many || !rates.Async) : blockwise && !rates.Async;

        // Permutation in the loads of the first product, activation in its epilogue: 16-bit and block-scaled formats only.
        var fused = unified && (scaled || blockwise || p.Weight.ElementBits == 16);
        var count = fused ? Few + (blockwise ? 1 : 0)
            : weightOnly || unfiltered ? Unfiltered
            : p.QuantisesActivations ? Quantising : Plain;
        var striped = weightOnly && !emulated && !(unified && scaled);
        var older = benchmark && tensor.Fp8 is null;
        var untuned = older && !weightOnly && op.Tokens > (double)op.Experts / op.Ep;
        var wide = striped && scaled && tensor.Generation == MmaGeneration.Wgmma && !many;
        return new ExpertKernels(
            count, fused && !blockwise, weightOnly, striped, untuned, older, wide, split && unfiltered && !wholeTokens, wholeTokens, emulated);
    }
}
