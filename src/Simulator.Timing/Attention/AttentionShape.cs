using Simulator.Hardware.Formats;

namespace Simulator.Timing.Attention;

/// <summary>What the attention models need to know of a prompt's attention, whatever its kind.</summary>
/// <param name="Sequences">Sequences.</param>
/// <param name="Queries">Query tokens per sequence.</param>
/// <param name="Keys">Keys that the last query sees, before the window.</param>
/// <param name="PairsPerHead">Unmasked (query, key) pairs of one head of one sequence.</param>
/// <param name="Window">Sliding window; 0 for none.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KvHeads">Key and value heads.</param>
/// <param name="KeyDim">Width of a key.</param>
/// <param name="ValueDim">Width of a value, as the kernel pads it.</param>
/// <param name="Causal">Whether the mask is causal, so that blocks differ in length.</param>
/// <param name="Compute">Format of the products.</param>
/// <param name="KvBytes">Bytes per element of keys and values.</param>
/// <param name="Caches">Whether the keys and values of the queries' tokens are written to a cache.</param>
/// <param name="PreparedBytes">Bytes that the kernels before the attention read and write.</param>
/// <param name="FixedCycles">Fixed cycles of the operator.</param>
internal readonly record struct AttentionShape(
    double Sequences,
    double Queries,
    double Keys,
    double PairsPerHead,
    double Window,
    double Heads,
    double KvHeads,
    double KeyDim,
    double ValueDim,
    bool Causal,
    NumberFormat Compute,
    double KvBytes,
    bool Caches,
    double PreparedBytes,
    double FixedCycles);
