namespace Simulator.Systems.PostTraining.Results;

/// <summary>What GPUs do, or what they wait for.</summary>
public enum PoolActivity
{
    /// <summary>Answers are generated.</summary>
    Generating,

    /// <summary>Answers are scored: log-probabilities of the learner's and of the reference model, a reward model.</summary>
    Scoring,

    /// <summary>Weights are learned.</summary>
    Learning,

    /// <summary>Idle: new weights are gathered, sent, cast and loaded.</summary>
    WeightSync,

    /// <summary>Idle: states are copied between device and host so that phases can take turns.</summary>
    Reload,

    /// <summary>Idle: this engine has answered everything while others are still at the long answers that the learner waits for.</summary>
    RolloutTail,

    /// <summary>Idle: answers wait for their rewards.</summary>
    Reward,

    /// <summary>Idle: the bound on staleness allows no further answer before the learner has made new weights.</summary>
    WaitingForLearner,

    /// <summary>Idle: the learner has no whole batch of answers.</summary>
    WaitingForRollouts,
}
