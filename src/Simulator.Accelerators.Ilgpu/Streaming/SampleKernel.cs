using ILGPU;
using ILGPU.Algorithms;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>
/// Softmax over a row of logits and the first token whose cumulated probability exceeds u; a group per row. Each thread sums a stretch of the row, a scan
/// over those sums finds the stretch, one thread walks through it.
/// </summary>
internal static class SampleKernel
{
    public static void Run<T, TElement>(ArrayView<T> logits, ArrayView<float> u, ArrayView<float> token, ArrayView<float> logSum, int vocab, int stride)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var scratch = SharedMemory.Allocate<float>(GroupReduction.MaximumThreads);
        var scan = SharedMemory.Allocate<float>(GroupReduction.MaximumThreads);
        var element = default(TElement);
        int row = Grid.IdxX * stride, threads = Group.DimX, length = (vocab + threads - 1) / threads, thread = Group.IdxX;
        var largest = float.NegativeInfinity;
        for (var i = thread; i < vocab; i += threads)
            largest = IntrinsicMath.Max(largest, element.Decode(logits[row + i]));
        largest = GroupReduction.Max(largest, scratch);

        int begin = IntrinsicMath.Min(thread * length, vocab), end = IntrinsicMath.Min(begin + length, vocab);
        var own = 0f;
        for (var i = begin; i < end; i++)
            own += SpecialFunctions.Exp(element.Decode(logits[row + i]) - largest);
        scan[thread] = own;
        Group.Barrier();
        for (var distance = 1; distance < threads; distance <<= 1)
        {
            var before = thread >= distance ? scan[thread - distance] : 0f;
            Group.Barrier();
            scan[thread] += before;
            Group.Barrier();
        }

        var total = scan[threads - 1];
        var target = u[Grid.IdxX] * total;
        var start = thread > 0 ? scan[thread - 1] : 0f;
        if (thread == 0)
            logSum[Grid.IdxX] = largest + XMath.Log(total);
        // Exactly one stretch holds the target; the last one with tokens takes what rounding leaves over.
        var isLast = begin < vocab & end == vocab;
        if (begin < end & start <= target & (target < scan[thread] | isLast))
        {
            var chosen = begin;
            var sum = start + SpecialFunctions.Exp(element.Decode(logits[row + chosen]) - largest);
            while (sum <= target & chosen < end - 1)
            {
                chosen++;
                sum += SpecialFunctions.Exp(element.Decode(logits[row + chosen]) - largest);
            }

            token[Grid.IdxX] = chosen;
        }
    }
}
