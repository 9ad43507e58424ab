namespace Simulator.Accelerators.Ilgpu.Tests.Ptx;

/// <summary>One instruction.</summary>
/// <param name="Guard">The predicate that must hold, or null.</param>
/// <param name="Opcode">The opcode with its qualifiers.</param>
/// <param name="Operands">The operands as written; a list of registers in braces is one.</param>
internal sealed record PtxStatement(string? Guard, string Opcode, IReadOnlyList<string> Operands)
{
    public override string ToString() => $"{Opcode} {string.Join(", ", Operands)}";
}
