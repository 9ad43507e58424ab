using System.Reflection;
using System.Runtime.CompilerServices;

namespace Simulator.Hardware.Descriptions;

/// <summary>One annotated property of a description.</summary>
/// <param name="Property">The property.</param>
/// <param name="Field">Its annotation.</param>
/// <param name="Value">What it holds.</param>
internal sealed record FieldShape(PropertyInfo Property, FieldAttribute Field, ValueShape Value)
{
    /// <summary>The key in the file.</summary>
    internal string Key => Field.Key;

    /// <summary>Whether the key must be there.</summary>
    internal bool IsRequired { get; } = Property.IsDefined(typeof(RequiredMemberAttribute));
}
