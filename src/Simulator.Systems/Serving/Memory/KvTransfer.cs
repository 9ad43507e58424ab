namespace Simulator.Systems.Serving.Memory;

/// <summary>Blocks that move between a GPU and another memory.</summary>
/// <param name="Tier">The other memory's name.</param>
/// <param name="Kind">Why.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Bytes">Their bytes, of one rank.</param>
/// <param name="Start">When the transfer begins, in seconds.</param>
/// <param name="End">When all has come.</param>
public readonly record struct KvTransfer(string Tier, TransferKind Kind, long Tokens, double Bytes, double Start, double End);
