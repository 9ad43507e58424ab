using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Precision;

/// <summary>Which elements of a KV cache share a scale in formats without blocks of their own; scales are in fp16.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Keys">The scales of keys, a row per token.</param>
/// <param name="Values">The scales of values, a row per token.</param>
public sealed record KvScaling(string Name, ScaleLayout Keys, ScaleLayout Values)
{
    private const int GroupTokens = 128;
    private static readonly ScaleLayout Head = new(0, 0, "fp16");
    private static readonly ScaleLayout Token = new(1, 0, "fp16");
    private static readonly ScaleLayout Channel = new(GroupTokens, 1, "fp16");

    /// <summary>One scale per head.</summary>
    public static KvScaling PerHead { get; } = new("head", Head, Head);

    /// <summary>One scale per token and head.</summary>
    public static KvScaling PerToken { get; } = new("token", Token, Token);

    /// <summary>One scale per channel and 128 tokens.</summary>
    public static KvScaling PerChannel { get; } = new("channel", Channel, Channel);

    /// <summary>Keys per channel and 128 tokens, values per token (KIVI, Liu and others 2024; there with a zero point, which these formats do not
    /// have).</summary>
    public static KvScaling Kivi { get; } = new("kivi", Channel, Token);

    /// <summary>The scales of a format with blocks: its own.</summary>
    public static KvScaling Own { get; } = new("block", default, default);

    /// <summary>No scales: formats of 16 bits and more.</summary>
    public static KvScaling None { get; } = new("", default, default);

    /// <summary>What the command line takes.</summary>
    public static ImmutableArray<KvScaling> All { get; } = [PerHead, PerToken, PerChannel, Kivi];

    /// <summary>Finds a way of scaling.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The way.</returns>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static KvScaling Parse(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new InputException($"unknown scaling '{name}'; {NearestNames.Hint(name, All.Select(s => s.Name))}");

    /// <summary>The ways that make a difference to a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="asked">The ways asked for.</param>
    /// <returns>Those; the format's own alone where it has blocks or needs no scales.</returns>
    public static ImmutableArray<KvScaling> Of(QuantisationFormat format, ImmutableArray<KvScaling> asked) =>
        !format.IsScaled ? [None] : format.HasBlocks ? [Own] : asked;

    /// <summary>Bytes of keys and values of one token and one head.</summary>
    /// <param name="format">The format.</param>
    /// <param name="context">Tokens of the cache.</param>
    /// <param name="width">Elements of a head.</param>
    /// <returns>Bytes, scales included.</returns>
    public double BytesPerToken(QuantisationFormat format, int context, int width)
    {
        var own = format.HasBlocks || !format.IsScaled;
        return width * (format.BytesPerElement(own ? format.NaturalScales : Keys, context, width)
            + format.BytesPerElement(own ? format.NaturalScales : Values, context, width));
    }
}
