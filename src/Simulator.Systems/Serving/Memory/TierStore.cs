namespace Simulator.Systems.Serving.Memory;

/// <summary>A tier as a run goes: how full it is, and its link.</summary>
/// <param name="settings">The tier.</param>
/// <param name="blockBytes">Bytes of a block; 0 where they do not matter.</param>
internal sealed class TierStore(TierSettings settings, double blockBytes)
{
    internal TierSettings Settings { get; } = settings;

    internal long Blocks { get; } = blockBytes > 0 ? (long)Math.Min(settings.Bytes / blockBytes, long.MaxValue / 4) : long.MaxValue / 4;

    internal long Used { get; set; }

    internal TransferLink Up { get; } = new(settings.Link);

    internal TransferLink Down { get; } = new(settings.Link);
}
