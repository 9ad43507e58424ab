namespace Simulator.Systems.Training.Schedules;

/// <summary>One pass on a stage's time line; times in seconds from the start of the step.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Part">The part of the pipeline.</param>
/// <param name="MicroBatch">The microbatch.</param>
/// <param name="Kind">The pass.</param>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end.</param>
public readonly record struct PipelineEvent(int Stage, int Part, int MicroBatch, PassKind Kind, double Start, double End);
