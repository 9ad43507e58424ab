namespace Simulator.Measurement.Kernels.Threading;

/// <summary>One part of a parallel loop.</summary>
/// <param name="part">The part, from 0.</param>
/// <param name="worker">The worker that runs it, from 0; no two parts run at once on one worker.</param>
public delegate void PartBody(int part, int worker);
