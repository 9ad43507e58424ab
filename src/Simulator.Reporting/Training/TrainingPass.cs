namespace Simulator.Reporting.Training;

/// <summary>A pass of a microbatch through a part of the pipeline; seconds from the start of the step.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Kind">Forward, backward, or the gradient of the weights.</param>
/// <param name="MicroBatch">The microbatch.</param>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end.</param>
public sealed record TrainingPass(int Stage, string Kind, int MicroBatch, double Start, double End);
