using ILGPU;

namespace Simulator.Accelerators.Ilgpu.Kernels;

/// <summary>Sums and maxima over a thread group by a tree in shared memory, which every back end has.</summary>
internal static class GroupReduction
{
    /// <summary>The most threads of a group that reduces; a group has a power of two.</summary>
    public const int MaximumThreads = 256;

    /// <summary>The sum over the group, in every thread.</summary>
    public static float Sum(float value, ArrayView<float> scratch)
    {
        Group.Barrier();
        scratch[Group.IdxX] = value;
        Group.Barrier();
        for (var half = Group.DimX / 2; half > 0; half >>= 1)
        {
            if (Group.IdxX < half)
                scratch[Group.IdxX] += scratch[Group.IdxX + half];
            Group.Barrier();
        }

        return scratch[0];
    }

    /// <summary>The maximum over the group, in every thread.</summary>
    public static float Max(float value, ArrayView<float> scratch)
    {
        Group.Barrier();
        scratch[Group.IdxX] = value;
        Group.Barrier();
        for (var half = Group.DimX / 2; half > 0; half >>= 1)
        {
            if (Group.IdxX < half)
                scratch[Group.IdxX] = IntrinsicMath.Max(scratch[Group.IdxX], scratch[Group.IdxX + half]);
            Group.Barrier();
        }

        return scratch[0];
    }
}
