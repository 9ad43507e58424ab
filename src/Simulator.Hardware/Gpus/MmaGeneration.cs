namespace Simulator.Hardware.Gpus;

/// <summary>How matrix instructions take their operands: a trait that decides which tiles and overlaps a kernel can use.</summary>
public enum MmaGeneration
{
    /// <summary>A warp issues each instruction with operands in registers (Volta to Ada, consumer Blackwell: <c>mma.sync</c>).</summary>
    MmaSync,

    /// <summary>A warp group issues asynchronous instructions with operands in shared memory (Hopper: <c>wgmma</c>).</summary>
    Wgmma,

    /// <summary>One thread issues asynchronous instructions that accumulate in tensor memory (data-centre Blackwell: <c>tcgen05</c>).</summary>
    Tcgen05,

    /// <summary>A wavefront issues each instruction with operands in registers (AMD CDNA: <c>mfma</c>).</summary>
    Mfma,

    /// <summary>There are none: a processor's cores multiply on their vector lanes, and caches stand where a GPU has shared memory.</summary>
    Simd,
}
