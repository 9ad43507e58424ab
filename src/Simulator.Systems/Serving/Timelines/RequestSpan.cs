using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Timelines;

/// <summary>A request of a time line.</summary>
/// <param name="Number">Its number in the order in which requests were admitted, from 0.</param>
/// <param name="Engine">The engine that admitted it.</param>
/// <param name="Arrival">The request.</param>
/// <param name="Admitted">When its first step began, in seconds.</param>
/// <param name="FirstToken">When its first token was ready; NaN where it was not.</param>
/// <param name="End">When its last token was ready; NaN where it was not.</param>
/// <param name="Preemptions">How often it was preempted.</param>
public readonly record struct RequestSpan(int Number, int Engine, Arrival Arrival, double Admitted, double FirstToken, double End, int Preemptions);
