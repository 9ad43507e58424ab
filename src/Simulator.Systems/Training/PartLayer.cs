namespace Simulator.Systems.Training;

/// <summary>A layer of a part of the pipeline.</summary>
/// <param name="Cost">Its cost.</param>
/// <param name="Recompute">What is computed again.</param>
public sealed record PartLayer(LayerCost Cost, Recomputation Recompute)
{
    /// <summary>What computing again costs.</summary>
    public PassCost Again => Recompute switch
    {
        Recomputation.Full => Cost.Full,
        Recomputation.Selective => Cost.Selective,
        _ => PassCost.None,
    };

    /// <summary>Bytes kept from forward to backward.</summary>
    public double KeptBytes => Recompute switch
    {
        Recomputation.Full => Cost.Trace.InputBytes,
        Recomputation.Selective => Cost.Trace.SelectiveBytes,
        _ => Cost.Trace.SavedBytes,
    };
}
