using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Designs;

/// <summary>Named bundles of changes.</summary>
/// <param name="variants">The bundles by name, each with its changes in the order in which they are made.</param>
internal sealed class VariantTarget(IReadOnlyDictionary<string, ImmutableArray<DesignChange>> variants) : DesignTarget(Key)
{
    /// <summary>The name of the parameter.</summary>
    public const string Key = "variant";

    /// <inheritdoc/>
    public override bool IsBase => variants.Values.Any(v => v.Any(c => c.Target.IsBase));

    /// <inheritdoc/>
    public override object Parse(string text) => variants.TryGetValue(text, out var found)
        ? found
        : throw new InputException($"unknown variant '{text}'; {NearestNames.Hint(text, variants.Keys)}", key: Key);

    /// <inheritdoc/>
    public override void Set(DesignDraft draft, object value)
    {
        foreach (var change in (ImmutableArray<DesignChange>)value)
        {
            change.ApplyTo(draft);
        }
    }
}
