namespace Simulator.Workloads.Operators;

/// <summary>The widths of multi-head latent attention; the defaults are DeepSeek-V3's.</summary>
/// <param name="KvLora">Width of the latent that the cache holds.</param>
/// <param name="Rope">Width of the rotary part, cached beside the latent and shared by all heads.</param>
/// <param name="Nope">Width of a head's query and key without the rotary part.</param>
/// <param name="V">Width of a head's value.</param>
public sealed record MlaDimensions(int KvLora = 512, int Rope = 64, int Nope = 128, int V = 128)
{
    /// <summary>DeepSeek-V2, V3 and R1.</summary>
    public static MlaDimensions DeepSeek { get; } = new();

    /// <summary>Elements cached per token and layer.</summary>
    public int CachedWidth => KvLora + Rope;

    internal string ShapeSuffix => this == DeepSeek ? "" : $";kv_lora={KvLora};rope={Rope};nope={Nope};v={V}";
}
