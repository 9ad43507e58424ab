using Simulator.Hardware.Errors;

namespace Simulator.Systems.Inference;

/// <summary>Divides a batch over data-parallel groups.</summary>
public static class BatchDivision
{
    /// <summary>The batch of each group.</summary>
    /// <param name="batch">Sequences of all groups, at least 1.</param>
    /// <param name="groups">Groups, at least 1.</param>
    /// <returns>Sequences of one group.</returns>
    /// <exception cref="InputException">The batch cannot be divided evenly.</exception>
    public static int PerGroup(int batch, int groups)
    {
        var (each, left) = Math.DivRem(batch, groups);
        if (left == 0)
        {
            return each;
        }

        var below = each > 0 ? $"{batch - left} or " : "";
        throw new InputException($"{batch} sequences cannot be divided over {groups} data-parallel groups; accepted: {below}{(long)batch - left + groups}", key: "batch");
    }
}
