namespace Simulator.Hardware.Descriptions;

/// <summary>Finds the description that another one refers to by its id, such as the GPU of a system.</summary>
/// <param name="type">The type of description wanted.</param>
/// <param name="id">The id, or the path of a file.</param>
/// <returns>The description.</returns>
public delegate object ReferenceResolver(Type type, string id);
