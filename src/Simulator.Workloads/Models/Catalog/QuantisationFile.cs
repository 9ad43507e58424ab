using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>A published quantisation in a file of the catalogue.</summary>
public sealed record QuantisationFile
{
    /// <summary>The precision of matrix products, such as <c>fp8-block</c>.</summary>
    [Field("precision")] public required string Precision { get; init; }

    /// <summary>The format of the KV cache.</summary>
    [Field("kv")] public NumberFormat? Kv { get; init; }

    /// <summary>What stays in bf16.</summary>
    [Field("exclude")] public ImmutableArray<ExclusionFile> Exclude { get; init; } = [];
}
