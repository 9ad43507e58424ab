using System.Buffers.Binary;

namespace Simulator.Accelerators.Ilgpu.Tests.Ptx;

/// <summary>
/// Executes the instructions that the tensor-core product is made of, one thread group at a time with all threads in step, as the PTX ISA defines them.
/// Background copies reach shared memory only when they are waited for, so that a missing wait shows. Branches must be the same for the whole group.
/// </summary>
/// <param name="program">The kernel.</param>
/// <param name="parameters">Its parameters, as bytes.</param>
/// <param name="memory">Global memory; its first byte has address 0.</param>
/// <param name="threads">Threads of a group.</param>
internal sealed class PtxMachine(PtxProgram program, IReadOnlyList<byte[]> parameters, byte[] memory, int threads)
{
    private readonly Dictionary<string, ulong[]> registers = [];
    private readonly byte[] shared = new byte[program.SharedBytes];
    private readonly List<List<(int At, byte[] Bytes)>> copies = [[]];
    private (int X, int Y, int Z) group;

    /// <summary>Runs every group of a grid.</summary>
    public void Run(int x, int y, int z)
    {
        for (var i = 0; i < x * y * z; i++)
        {
            group = (i % x, i / x % y, i / x / y);
            registers.Clear();
            Array.Fill(shared, (byte)0xFF);
            RunGroup();
        }
    }

    private void RunGroup()
    {
        for (var at = 0; at < program.Statements.Count; at++)
        {
            var statement = program.Statements[at];
            var operands = statement.Operands;
            switch (statement.Opcode)
            {
                case "ret":
                    return;
                case "bra.uni" or "bra":
                    var taken = Enumerable.Range(0, threads).Count(t => Guarded(statement, t));
                    Assert.True(taken == 0 || taken == threads, $"a branch divides the group: {statement}");
                    at = taken > 0 ? program.Labels[operands[0]] - 1 : at;
                    break;
                case "bar.sync":
                    break;
                case "cp.async.commit_group":
                    copies.Add([]);
                    break;
                case "cp.async.wait_group":
                    Arrive(int.Parse(operands[0]));
                    break;
                case var opcode when opcode.StartsWith("ldmatrix.", StringComparison.Ordinal):
                    Warps(warp => PtxTensorCore.LoadMatrices(warp, Register, operands[0], t => Address(operands[1], t), shared));
                    break;
                case var opcode when opcode.StartsWith("mma.", StringComparison.Ordinal):
                    Warps(warp => PtxTensorCore.Multiply(opcode, warp, Register, operands));
                    break;
                default:
                    for (var t = 0; t < threads; t++)
                    {
                        if (Guarded(statement, t))
                            Execute(statement.Opcode, operands, t);
                    }

                    break;
            }
        }
    }

    private void Execute(string opcode, IReadOnlyList<string> o, int t)
    {
        switch (opcode)
        {
            case "cp.async.cg.shared.global":
                var bytes = new byte[16];
                Array.Copy(memory, Address(o[1], t), bytes, 0, (int)Value(o[3], t));
                copies[^1].Add(((int)Address(o[0], t), bytes));
                break;
            case "st.global.b32":
                BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan((int)Address(o[0], t)), (uint)Value(o[1], t));
                break;
            case "st.global.v2.f32":
                var pair = PtxTensorCore.List(o[1]);
                BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan((int)Address(o[0], t)), (uint)Value(pair[0], t));
                BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan((int)Address(o[0], t) + 4), (uint)Value(pair[1], t));
                break;
            case var load when load.StartsWith("ld.param.", StringComparison.Ordinal):
                Register(o[0])[t] = Parameter(o[1], load.EndsWith("64", StringComparison.Ordinal) ? 8 : 4);
                break;
            default:
                Register(o[0])[t] = PtxArithmetic.Compute(opcode, [.. o.Skip(1).Select(operand => Value(operand, t))]);
                break;
        }
    }

    private void Arrive(int pending)
    {
        // The open group at the end of the list is not committed and does not count.
        while (copies.Count - 1 > pending)
        {
            foreach (var (at, bytes) in copies[0])
                bytes.CopyTo(shared, at);
            copies.RemoveAt(0);
        }
    }

    private void Warps(Action<int> action)
    {
        for (var warp = 0; warp < threads / 32; warp++)
            action(32 * warp);
    }

    private bool Guarded(PtxStatement statement, int t) => statement.Guard is not { } guard || Register(guard)[t] != 0;

    private ulong Parameter(string operand, int bytes)
    {
        var parts = operand.Trim('[', ']').Split('+');
        var blob = parameters[program.Parameters.ToList().IndexOf(parts[0])].AsSpan(parts.Length > 1 ? int.Parse(parts[1]) : 0);
        return bytes == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(blob) : BinaryPrimitives.ReadUInt32LittleEndian(blob);
    }

    private long Address(string operand, int t)
    {
        var parts = operand.Trim('[', ']').Split('+');
        return (long)Value(parts[0], t) + (parts.Length > 1 ? long.Parse(parts[1]) : 0);
    }

    private ulong[] Register(string name)
    {
        if (!registers.TryGetValue(name, out var register))
            registers[name] = register = new ulong[threads];
        return register;
    }

    private ulong Value(string operand, int t) => operand switch
    {
        "%tid.x" => (ulong)t,
        "%ctaid.x" => (ulong)group.X,
        "%ctaid.y" => (ulong)group.Y,
        "%ctaid.z" => (ulong)group.Z,
        "mmaShared" => 0,
        _ when operand.StartsWith("0f", StringComparison.Ordinal) => Convert.ToUInt32(operand[2..], 16),
        _ when char.IsAsciiDigit(operand[0]) || operand[0] == '-' => (ulong)long.Parse(operand),
        _ => registers.TryGetValue(operand, out var register) ? register[t] : throw new InvalidOperationException($"{operand} is read before it is written"),
    };
}
