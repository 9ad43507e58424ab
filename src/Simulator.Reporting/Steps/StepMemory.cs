namespace Simulator.Reporting.Steps;

/// <summary>The memory of one GPU, in bytes.</summary>
/// <param name="Weights">Weights.</param>
/// <param name="KvCache">The key-value cache.</param>
/// <param name="State">Recurrent state.</param>
/// <param name="Activations">Activations.</param>
/// <param name="Runtime">Runtime and libraries.</param>
/// <param name="Total">All of them.</param>
/// <param name="Capacity">What the GPU has.</param>
/// <param name="Fits">Whether all fit.</param>
public sealed record StepMemory(double Weights, double KvCache, double State, double Activations, double Runtime, double Total, double Capacity, bool Fits)
{
    /// <summary>The parts by name, as they are stacked.</summary>
    public IReadOnlyList<(string Name, double Bytes)> Parts =>
        [("weights", Weights), ("KV cache", KvCache), ("state", State), ("activations", Activations), ("runtime", Runtime)];
}
