namespace Simulator.Reporting.Serving;

/// <summary>How many requests of a serving run met which fate, of one data-parallel group.</summary>
/// <param name="Arrived">Requests that reached the server.</param>
/// <param name="Finished">Requests answered.</param>
/// <param name="Rejected">Requests that can never be served.</param>
/// <param name="Waiting">Requests that waited at the end.</param>
/// <param name="Running">Requests that were being served at the end.</param>
/// <param name="KeptObjective">Finished requests that kept the objective.</param>
public sealed record ServingRequests(double Arrived, double Finished, double Rejected, double Waiting, double Running, double KeptObjective);
