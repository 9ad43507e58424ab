namespace Simulator.Measurement.Training.Studies;

/// <summary>What a recipe's final loss is beside that of bf16.</summary>
public enum LossVerdict
{
    /// <summary>It is bf16, or there is no bf16 to hold it against.</summary>
    None,

    /// <summary>Fewer than two seeds have both: no spread to judge by.</summary>
    OneSeed,

    /// <summary>The 95 % interval of the difference holds 0.</summary>
    WithinNoise,

    /// <summary>The loss is higher.</summary>
    Worse,

    /// <summary>The loss is lower.</summary>
    Better,
}
