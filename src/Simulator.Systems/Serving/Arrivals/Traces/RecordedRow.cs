namespace Simulator.Systems.Serving.Arrivals.Traces;

/// <summary>A row of a recorded trace, as it was written.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Seconds">When the request came.</param>
/// <param name="Input">Tokens of its prompt.</param>
/// <param name="Output">Tokens of its answer.</param>
/// <param name="Content">What its tokens are; null where the trace does not say.</param>
internal readonly record struct RecordedRow(int Line, double Seconds, long Input, long Output, PromptContent? Content);
