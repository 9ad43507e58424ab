namespace Simulator.Systems.Serving.Validation;

/// <summary>A measured closed-loop run.</summary>
public sealed record MeasuredServing
{
    /// <summary>The GPU's id.</summary>
    public required string Gpu { get; init; }

    /// <summary>The model's name as its maker publishes it.</summary>
    public required string Model { get; init; }

    /// <summary>The precision of weights and products; empty where it was not recorded.</summary>
    public required string Precision { get; init; }

    /// <summary>The serving stack.</summary>
    public required string Stack { get; init; }

    /// <summary>The stack's version; empty where it was not recorded.</summary>
    public string StackVersion { get; init; } = "";

    /// <summary>The day of the run, as year-month-day; empty where it was not recorded.</summary>
    public string Day { get; init; } = "";

    /// <summary>The longest prompt, in tokens.</summary>
    public required int InputTokens { get; init; }

    /// <summary>The longest answer, in tokens.</summary>
    public required int OutputTokens { get; init; }

    /// <summary>Clients.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Tensor-parallel ranks of attention.</summary>
    public required int Tp { get; init; }

    /// <summary>Data-parallel groups of attention.</summary>
    public required int AttentionDp { get; init; }

    /// <summary>Ranks that share each expert.</summary>
    public required int MoeTp { get; init; }

    /// <summary>Ranks that share the set of experts.</summary>
    public required int MoeEp { get; init; }

    /// <summary>Time to first token, in seconds.</summary>
    public required double TtftSeconds { get; init; }

    /// <summary>Time per output token, in seconds.</summary>
    public required double TpotSeconds { get; init; }

    /// <summary>The line of the file.</summary>
    public required int Line { get; init; }
}
