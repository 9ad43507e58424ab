using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Kernels.Memory;

/// <summary>Loops over fp32 vectors in memory. Sums, exponentials and SiLU may write up to a vector beyond the end.</summary>
internal static unsafe class Vectors<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>a += b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddTo(float* a, float* b, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TLanes.Add(TLanes.Load(a + i), TLanes.Load(b + i)), a + i);
    }

    /// <summary>a += factor · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaled(float* a, float factor, float* b, int count)
    {
        var f = TLanes.Create(factor);
        var i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(b + i), f, TLanes.Load(a + i)), a + i);
        for (; i < count; i++)
            a[i] += factor * b[i];
    }

    /// <summary>a *= factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scale(float* a, float factor, int count)
    {
        var f = TLanes.Create(factor);
        var i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
            TLanes.Store(TLanes.Multiply(TLanes.Load(a + i), f), a + i);
        for (; i < count; i++)
            a[i] *= factor;
    }

    /// <summary>Σ a, in four chains.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Sum(float* a, int count)
    {
        TVector s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
        var i = 0;
        for (; i + (4 * TLanes.Count) <= count; i += 4 * TLanes.Count)
        {
            s0 = TLanes.Add(s0, TLanes.Load(a + i));
            s1 = TLanes.Add(s1, TLanes.Load(a + i + TLanes.Count));
            s2 = TLanes.Add(s2, TLanes.Load(a + i + (2 * TLanes.Count)));
            s3 = TLanes.Add(s3, TLanes.Load(a + i + (3 * TLanes.Count)));
        }

        var sum = TLanes.Sum(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)));
        for (; i < count; i++)
            sum += a[i];
        return sum;
    }

    /// <summary>Σ (a − mean)², in two chains.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float SumOfSquares(float* a, int count, float mean)
    {
        TVector s0 = TLanes.Zero, s1 = TLanes.Zero, m = TLanes.Create(mean);
        var i = 0;
        for (; i + (2 * TLanes.Count) <= count; i += 2 * TLanes.Count)
        {
            TVector d0 = TLanes.Subtract(TLanes.Load(a + i), m), d1 = TLanes.Subtract(TLanes.Load(a + i + TLanes.Count), m);
            s0 = TLanes.MultiplyAdd(d0, d0, s0);
            s1 = TLanes.MultiplyAdd(d1, d1, s1);
        }

        var sum = TLanes.Sum(TLanes.Add(s0, s1));
        for (; i < count; i++)
            sum += (a[i] - mean) * (a[i] - mean);
        return sum;
    }

    /// <summary>Σ a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Dot(float* a, float* b, int count)
    {
        TVector s0 = TLanes.Zero, s1 = TLanes.Zero;
        var i = 0;
        for (; i + (2 * TLanes.Count) <= count; i += 2 * TLanes.Count)
        {
            s0 = TLanes.MultiplyAdd(TLanes.Load(a + i), TLanes.Load(b + i), s0);
            s1 = TLanes.MultiplyAdd(TLanes.Load(a + i + TLanes.Count), TLanes.Load(b + i + TLanes.Count), s1);
        }

        var sum = TLanes.Sum(TLanes.Add(s0, s1));
        for (; i < count; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>The largest element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Largest(float* a, int count)
    {
        var i = 0;
        var largest = TLanes.Create(float.NegativeInfinity);
        for (; i + TLanes.Count <= count; i += TLanes.Count)
            largest = TLanes.Max(largest, TLanes.Load(a + i));
        var result = TLanes.Largest(largest);
        for (; i < count; i++)
            result = MathF.Max(result, a[i]);
        return result;
    }

    /// <summary>a ← e^(factor · a − shift); returns the sum of the first <paramref name="count"/>, the elements after them become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Exponentials(float* a, int count, float factor, float shift)
    {
        for (var i = count; i % TLanes.Count != 0; i++)
            a[i] = float.NegativeInfinity;
        TVector f = TLanes.Create(factor), s = TLanes.Create(-shift), sum = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var power = TLanes.Exp(TLanes.MultiplyAdd(TLanes.Load(a + i), f, s));
            TLanes.Store(power, a + i);
            sum = TLanes.Add(sum, power);
        }

        return TLanes.Sum(sum);
    }

    /// <summary>a ← SiLU(a) = a / (1 + e^(−a)), times b where it is not null. b may follow a at once: it is read before a writes there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Silu(float* a, float* b, int count)
    {
        TVector one = TLanes.Create(1), zero = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(a + i);
            var value = TLanes.Divide(x, TLanes.Add(one, TLanes.Exp(TLanes.Subtract(zero, x))));
            TLanes.Store(b is null ? value : TLanes.Multiply(value, TLanes.Load(b + i)), a + i);
        }
    }

    /// <summary>to += Σ weights[i] · row i, rows one every <paramref name="stride"/> elements; four vectors of the sum stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddWeightedRows(float* to, float* weights, float* rows, int stride, int count, int width)
    {
        var j = 0;
        for (; j + (4 * TLanes.Count) <= width; j += 4 * TLanes.Count)
        {
            TVector s0 = TLanes.Load(to + j), s1 = TLanes.Load(to + j + TLanes.Count);
            TVector s2 = TLanes.Load(to + j + (2 * TLanes.Count)), s3 = TLanes.Load(to + j + (3 * TLanes.Count));
            var row = rows + j;
            for (var i = 0; i < count; i++, row += stride)
            {
                var w = TLanes.Create(weights[i]);
                s0 = TLanes.MultiplyAdd(w, TLanes.Load(row), s0);
                s1 = TLanes.MultiplyAdd(w, TLanes.Load(row + TLanes.Count), s1);
                s2 = TLanes.MultiplyAdd(w, TLanes.Load(row + (2 * TLanes.Count)), s2);
                s3 = TLanes.MultiplyAdd(w, TLanes.Load(row + (3 * TLanes.Count)), s3);
            }

            TLanes.Store(s0, to + j);
            TLanes.Store(s1, to + j + TLanes.Count);
            TLanes.Store(s2, to + j + (2 * TLanes.Count));
            TLanes.Store(s3, to + j + (3 * TLanes.Count));
        }

        for (; j + TLanes.Count <= width; j += TLanes.Count)
        {
            var s = TLanes.Load(to + j);
            for (var i = 0; i < count; i++)
                s = TLanes.MultiplyAdd(TLanes.Create(weights[i]), TLanes.Load(rows + ((long)i * stride) + j), s);
            TLanes.Store(s, to + j);
        }

        for (; j < width; j++)
        {
            for (var i = 0; i < count; i++)
                to[j] += weights[i] * rows[((long)i * stride) + j];
        }
    }

    /// <summary>h ← keep · h + gain · b; returns Σ h·c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float UpdateState(float* h, float keep, float gain, float* b, float* c, int count)
    {
        TVector k = TLanes.Create(keep), g = TLanes.Create(gain), sum = TLanes.Zero;
        var i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            var next = TLanes.MultiplyAdd(k, TLanes.Load(h + i), TLanes.Multiply(g, TLanes.Load(b + i)));
            TLanes.Store(next, h + i);
            sum = TLanes.MultiplyAdd(next, TLanes.Load(c + i), sum);
        }

        var result = TLanes.Sum(sum);
        for (; i < count; i++)
        {
            h[i] = (keep * h[i]) + (gain * b[i]);
            result += h[i] * c[i];
        }

        return result;
    }
}
