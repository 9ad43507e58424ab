using System.Numerics;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Attention;

/// <summary>Which kernels a decode attention launches, and what they cost whatever their work.</summary>
internal static class DecodeKernels
{
    private const int FusedGroup = 32;
    private const int FusedWidth = 256;
    private const int TensorCoreGroup = 4;
    private const int LargeGroup = 64;
    private const int MostTunedNarrowHeads = 64;

    /// <summary>
    /// Fixed cycles: the attention kernel; the kernel before it that rotates the new token and writes it to the cache, unless the attention kernel does
    /// that itself; scales and conversions of an 8-bit cache; and the second choice that shapes outside the tuned ones get on parts before tcgen05.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>Cycles of the boost clock.</returns>
    public static double Cycles(AttentionDecodeOperator op, GpuRates rates, PricingContext context)
    {
        var c = rates.Coefficients.Attention;
        var narrow = op.Precision.Kv.ElementBits < 16;
        var tensorMemory = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05;
        var tuned = IsTuned(op);
        var fused = rates.Async && !tensorMemory && narrow && tuned && IsGrouped(op) && op.HeadDim > 64;

        // The tables call FlashAttention 2 without the write to the cache, but not on parts before 8-bit floats, which older engines timed.
        var unwritten = context.GraphLaunch && !rates.Async && !narrow && tuned && rates.Gpu.Tensor.Fp8 is not null;
        if (IsHeadByHead(op, rates, context))
        {
            return c.DecodeCycles + c.FallbackCycles;
        }

        var cycles = c.DecodeCycles + (fused || unwritten ? 0 : c.SmallKernelCycles) + (narrow && !fused ? c.DecodeNarrowCycles : 0);
        if (!tensorMemory)
        {
            cycles += (op.VisibleTokens < op.Kv ? c.DecodeWindowCycles : 0) + (tuned ? 0 : c.FallbackCycles);
        }

        return cycles;
    }

    /// <summary>
    /// Whether a kernel made for single queries serves the operator: with tcgen05, or XQA for wgmma and 8-bit caches. Its columns are the heads of one
    /// group, so that more units fit an SM than where 64 or 128 rows are reserved for them.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsGenerated(AttentionDecodeOperator op, GpuRates rates) =>
        rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 || (rates.Async && op.Precision.Kv.ElementBits < 16 && IsTuned(op) && IsGrouped(op));

    /// <summary>
    /// Whether there is a kernel on vector units beside the one on tensor cores: FlashInfer's for groups of less than four heads on synchronous parts with
    /// 16-bit caches; TensorRT-LLM's masked attention on asynchronous ones. The tables have none for parts before 8-bit floats.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>Whether there is.</returns>
    public static bool HasVector(AttentionDecodeOperator op, GpuRates rates, PricingContext context) =>
        rates.Async || (op.Precision.Kv.ElementBits >= 16 && op.Heads < op.KvHeads * TensorCoreGroup && !(context.GraphLaunch && rates.Gpu.Tensor.Fp8 is null));

    /// <summary>Whether only masked attention on vector units, head by head, is left: narrow heads in groups that no XQA kernel has, or old engines.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsHeadByHead(AttentionDecodeOperator op, GpuRates rates, PricingContext context) =>
        !IsTuned(op) && ((op.HeadDim <= 64 && op.Heads >= op.KvHeads * LargeGroup) || IsOldWindow(op, rates, context));

    /// <summary>
    /// Whether the tables' engines, on parts before asynchronous bulk copies, have masked attention alone for a short window over a 16-bit cache (with
    /// an 8-bit one XQA is forced, because masked attention does not read it). More than 64 heads were timed with newer engines, which have XQA there.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>Whether they have.</returns>
    public static bool IsOldWindow(AttentionDecodeOperator op, GpuRates rates, PricingContext context) => context.GraphLaunch && !IsTuned(op)
        && !rates.Gpu.Tensor.AsyncBulkCopy && op.Precision.Kv.ElementBits >= 16 && op.Window is > 0 and <= 128 && op.Heads <= MostTunedNarrowHeads;

    /// <summary>
    /// TensorRT-LLM's XQA kernel for wgmma and 8-bit caches rotates and writes the new token itself: groups of 2 to 32 heads, widths to 256 (its sources:
    /// supportConfigQGMMA, applyRoPEInXqaKernel).
    /// </summary>
    private static bool IsGrouped(AttentionDecodeOperator op) =>
        op.Heads > op.KvHeads && op.Heads <= op.KvHeads * FusedGroup && op.HeadDim <= FusedWidth;

    /// <summary>
    /// Whether served models have such heads: a power of two of query heads to a key head, or a few, or 12; narrow heads powers of two alone, wide
    /// ones no short window.
    /// </summary>
    private static bool IsTuned(AttentionDecodeOperator op)
    {
        if (op.Heads % op.KvHeads != 0)
        {
            return false;
        }

        var group = op.Heads / op.KvHeads;
        return op.HeadDim <= 64
            ? BitOperations.IsPow2(op.Heads) && op.Heads <= MostTunedNarrowHeads
            : (group <= 8 || group == 12 || BitOperations.IsPow2(group)) && !(op.HeadDim == 128 && op.Window is > 0 and <= 128);
    }
}
