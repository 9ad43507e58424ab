namespace Simulator.Systems.PostTraining.Descriptions;

/// <summary>Where rewards come from.</summary>
public enum RewardKind
{
    /// <summary>A rule that a processor checks: an answer's number, the tests of a program.</summary>
    Rule,

    /// <summary>A model that reads prompt and answer.</summary>
    Model,
}
