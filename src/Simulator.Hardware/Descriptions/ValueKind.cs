namespace Simulator.Hardware.Descriptions;

/// <summary>What a field of a description holds.</summary>
internal enum ValueKind
{
    /// <summary>A <see cref="double"/>, with a unit where the field has a dimension.</summary>
    Number,

    /// <summary>An <see cref="int"/> or a <see cref="long"/>.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A member of an enumeration, in kebab-case.</summary>
    Enumeration,

    /// <summary>A number format by name.</summary>
    NumberFormat,

    /// <summary>The id of another description.</summary>
    Reference,

    /// <summary>A nested annotated record.</summary>
    Record,

    /// <summary>A list of values.</summary>
    List,

    /// <summary>Values by name.</summary>
    Table,
}
