using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>One call of a model or a tool.</summary>
/// <param name="inputTokens">Tokens (patches) of its input.</param>
/// <param name="outputTokens">Tokens of its output.</param>
/// <param name="seconds">What it takes by itself, of tools.</param>
/// <param name="submittedSeconds">When it is made.</param>
/// <param name="content">What its tokens are; null where it shares none with another call.</param>
public class Call(int inputTokens, int outputTokens, double seconds, double submittedSeconds, PromptContent? content = null)
{
    /// <summary>Tokens (patches) of its input.</summary>
    public int InputTokens { get; } = inputTokens;

    /// <summary>Tokens of its output.</summary>
    public int OutputTokens { get; } = outputTokens;

    /// <summary>What it takes by itself, of tools.</summary>
    public double Seconds { get; } = seconds;

    /// <summary>When it was made.</summary>
    public double SubmittedSeconds { get; } = submittedSeconds;

    /// <summary>What its tokens are; null where it shares none with another call.</summary>
    public PromptContent? Content { get; } = content;

    /// <summary>When its first step began; NaN before.</summary>
    public double BeganSeconds { get; internal set; } = double.NaN;
}
