using Simulator.Exploration.Clusters;

namespace Simulator.Exploration.Tests.Clusters;

/// <summary>Commands for tests.</summary>
internal static class Commands
{
    internal static ShardCommand Of(int shards = 4, string directory = "/home/user") => new()
    {
        Program = ["/opt/gpusim"],
        Directory = directory,
        Experiment = "bandwidth.yaml",
        Name = "bandwidth",
        Run = "first",
        Shards = shards,
    };
}
