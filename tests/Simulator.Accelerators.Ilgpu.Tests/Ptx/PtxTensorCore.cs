using System.Buffers.Binary;

namespace Simulator.Accelerators.Ilgpu.Tests.Ptx;

/// <summary>The warp-wide matrix instructions, with the fragment layouts of the PTX ISA (sections "ldmatrix" and "Matrix Fragments for mma").</summary>
internal static class PtxTensorCore
{
    /// <summary>Registers of a list in braces.</summary>
    public static string[] List(string operand) => operand.Trim('{', '}', ' ').Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Lane 8i + r names row r of matrix i; a row has 16 bytes, of which lane l gets four of row l / 4.</summary>
    public static void LoadMatrices(int warp, Func<string, ulong[]> register, string target, Func<int, long> address, byte[] shared)
    {
        var targets = List(target);
        for (var i = 0; i < targets.Length; i++)
        {
            for (var lane = 0; lane < 32; lane++)
            {
                var at = (int)address(warp + (8 * i) + (lane / 4));
                Assert.True(at % 16 == 0, "a row of ldmatrix is not aligned to 16 bytes");
                register(targets[i])[warp + lane] = BinaryPrimitives.ReadUInt32LittleEndian(shared.AsSpan(at + (4 * (lane % 4))));
            }
        }
    }

    /// <summary>D = A·B + C of 16 × 8 sums over 16 elements of 16 bits or 8 of tf32.</summary>
    public static void Multiply(string opcode, int warp, Func<string, ulong[]> register, IReadOnlyList<string> operands)
    {
        var wide = opcode.Contains(".tf32.", StringComparison.Ordinal);
        Func<uint, float> decode = opcode.Contains(".bf16.", StringComparison.Ordinal)
            ? bits => BitConverter.UInt32BitsToSingle(bits << 16)
            : bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits);
        var k = wide ? 8 : 16;
        float[,] a = new float[16, k], b = new float[k, 8];
        ulong[][] aRegisters = Registers(register, operands[1]), bRegisters = Registers(register, operands[2]);
        ulong[][] d = Registers(register, operands[0]), c = Registers(register, operands[3]);
        for (var lane = 0; lane < 32; lane++)
        {
            int g = lane / 4, t = lane % 4;
            for (var r = 0; r < 4; r++)
                Unpack(aRegisters[r][warp + lane], t, r / 2, wide, decode, (column, value) => a[g + (8 * (r % 2)), column] = value);
            for (var r = 0; r < 2; r++)
                Unpack(bRegisters[r][warp + lane], t, r, wide, decode, (row, value) => b[row, g] = value);
        }

        for (var lane = 0; lane < 32; lane++)
        {
            for (var r = 0; r < 4; r++)
            {
                int row = (lane / 4) + (8 * (r / 2)), column = (2 * (lane % 4)) + (r % 2);
                var sum = (double)BitConverter.UInt32BitsToSingle((uint)c[r][warp + lane]);
                for (var i = 0; i < k; i++)
                    sum += (double)a[row, i] * b[i, column];
                d[r][warp + lane] = BitConverter.SingleToUInt32Bits((float)sum);
            }
        }
    }

    // A register holds an element of tf32, or two of 16 bits side by side along k; the second half of the registers the second half of k.
    private static void Unpack(ulong bits, int t, int half, bool wide, Func<uint, float> decode, Action<int, float> place)
    {
        if (wide)
        {
            place(t + (4 * half), BitConverter.UInt32BitsToSingle((uint)bits & 0xFFFFE000u));
            return;
        }

        place((2 * t) + (8 * half), decode((uint)bits & 0xFFFF));
        place((2 * t) + 1 + (8 * half), decode((uint)bits >> 16));
    }

    private static ulong[][] Registers(Func<string, ulong[]> register, string operand) => [.. List(operand).Select(register)];
}
