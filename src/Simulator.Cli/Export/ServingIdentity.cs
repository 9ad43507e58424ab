using System.Security.Cryptography;
using System.Text;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Cli.Export;

/// <summary>What decides the results of a serving run, whatever files it was described in.</summary>
internal static class ServingIdentity
{
    private static readonly StepLoad[] Probes = [new(1, 512, 0, 0, 0), new(2, 4096, 1024, 0, 0), new(0, 0, 0, 1, 1024), new(1, 256, 0, 64, 65536)];

    /// <summary>
    /// A hash of the version, the description with its options, the trace's bytes, and what engines and links amount to: times of a few steps, blocks, bandwidths.
    /// </summary>
    public static string Of(FleetPlan plan, string version)
    {
        var text = new StringBuilder(FormattableString.Invariant($"{version}\n{plan.Description}\n{plan.Path}\n"));
        foreach (var pool in plan.Pools)
        {
            text.Append(FormattableString.Invariant($"{pool.Name} {pool.Engines} {pool.System.KvBlocks} {pool.System.Settings}\n"));
            foreach (var probe in Probes)
            {
                text.Append(FormattableString.Invariant($"{pool.System.Split?.Seconds(probe) ?? pool.System.Times.Seconds(probe):R}\n"));
            }
        }

        if (plan.Description.Trace is { } trace)
        {
            using var file = File.OpenRead(trace);
            text.Append(Convert.ToHexStringLower(SHA256.HashData(file)));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
