using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Simulator.Exploration.Expressions;

/// <summary>Collects the steps of a formula in postfix order; operations on constants are done at once.</summary>
internal sealed class ProgramBuilder
{
    private readonly List<Instruction> program = [];
    private readonly List<string> names = [];
    private readonly List<int> slots = [];

    internal ImmutableArray<string> Names => [.. names];

    internal ImmutableArray<int> Slots => [.. slots];

    /// <summary>The value of the operand that was last completed, where it is a constant.</summary>
    internal double? LastConstant => program[^1].Code == OperationCode.Constant ? program[^1].Number : null;

    internal void Push(double number) => program.Add(new Instruction(OperationCode.Constant, number));

    internal void Load(string name, int slot)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
            slots.Add(slot);
        }

        program.Add(new Instruction(OperationCode.Load, Slot: slot));
    }

    internal void Apply(OperationCode code)
    {
        var last = CollectionsMarshal.AsSpan(program);
        if (code < OperationCode.FirstBinary && last[^1].Code == OperationCode.Constant)
        {
            program[^1] = new Instruction(OperationCode.Constant, Instruction.Apply(code, last[^1].Number));
        }
        else if (code >= OperationCode.FirstBinary && last[^1].Code == OperationCode.Constant && last[^2].Code == OperationCode.Constant)
        {
            program[^2] = new Instruction(OperationCode.Constant, Instruction.Apply(code, last[^2].Number, last[^1].Number));
            program.RemoveAt(program.Count - 1);
        }
        else
        {
            program.Add(new Instruction(code));
        }
    }

    internal Instruction[] ToProgram(out int stackSize)
    {
        stackSize = 0;
        var height = 0;
        foreach (var instruction in program)
        {
            if (instruction.Code <= OperationCode.Load)
                stackSize = Math.Max(stackSize, ++height);
            else if (instruction.Code >= OperationCode.FirstBinary)
                height--;
        }

        return [.. program];
    }
}
