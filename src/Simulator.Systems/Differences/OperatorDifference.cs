namespace Simulator.Systems.Differences;

/// <summary>What an operator contributes to the difference of two steps.</summary>
/// <param name="Name">Where it stands in the model, such as <c>attention.qkv</c>.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Before">The first step's operator, precision and shape; empty where it has none.</param>
/// <param name="After">The second step's; empty where it has none.</param>
/// <param name="RunsBefore">How often it runs in the first step.</param>
/// <param name="RunsAfter">How often it runs in the second.</param>
/// <param name="SecondsBefore">What it adds to the first step's time.</param>
/// <param name="SecondsAfter">What it adds to the second's.</param>
public sealed record OperatorDifference(
    string Name, OperatorChange Change, string Before, string After, int RunsBefore, int RunsAfter, double SecondsBefore, double SecondsAfter)
{
    /// <summary>Its part of the difference, in seconds; positive where the second step takes longer.</summary>
    public double Seconds => SecondsAfter - SecondsBefore;
}
