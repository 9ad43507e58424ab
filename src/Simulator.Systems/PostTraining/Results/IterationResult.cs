namespace Simulator.Systems.PostTraining.Results;

/// <summary>One iteration, as the learner sees it; times in seconds.</summary>
/// <param name="Index">Its number from 0; its weights' version.</param>
/// <param name="Measured">False while the run warms up.</param>
/// <param name="Start">When the learner was free for it.</param>
/// <param name="Waited">How long it then waited for answers and rewards.</param>
/// <param name="Reload">Copies between host and device.</param>
/// <param name="Scoring">Log-probabilities and reward model.</param>
/// <param name="Learning">Optimizer steps.</param>
/// <param name="Sync">Gathering and sending new weights.</param>
/// <param name="End">When the learner was free again.</param>
/// <param name="Samples">Answers learned from.</param>
/// <param name="Tokens">Their tokens with those of their prompts.</param>
/// <param name="OutputTokens">Tokens of the answers alone.</param>
/// <param name="LongestTokens">The longest sequence.</param>
/// <param name="MeanStaleness">Mean staleness of its answers.</param>
/// <param name="LargestStaleness">The largest.</param>
public sealed record IterationResult(
    int Index, bool Measured, double Start, double Waited, double Reload, double Scoring, double Learning, double Sync, double End, int Samples, double Tokens,
    double OutputTokens, double LongestTokens, double MeanStaleness, int LargestStaleness);
