namespace Simulator.Exploration.Clusters;

/// <summary>Something that starts the shards of an experiment and then the merge: a queue, a tool, an orchestrator.</summary>
public interface IClusterEngine
{
    /// <summary>The engine's name on the command line, such as <c>slurm</c>.</summary>
    string Name { get; }

    /// <summary>What a user hands to the engine: a script or a description, complete, ending in a line feed.</summary>
    /// <param name="command">The commands of the shards.</param>
    /// <param name="resources">What each shard asks for.</param>
    /// <returns>The text.</returns>
    /// <exception cref="Hardware.Errors.InputException">A name cannot stand in the script.</exception>
    string Script(ShardCommand command, JobResources resources);
}
