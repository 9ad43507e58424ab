namespace Simulator.Accelerators.Ilgpu.Tests.Ptx;

/// <summary>Instructions that compute one register from others (PTX ISA, sections on integer, comparison, logic and conversion instructions).</summary>
internal static class PtxArithmetic
{
    public static ulong Compute(string opcode, ulong[] v) => opcode switch
    {
        "mov.b32" or "mov.u32" or "mov.f32" or "mov.b64" => v[0],
        "add.s32" or "add.u32" => (uint)((uint)v[0] + (uint)v[1]),
        "sub.s32" => (uint)((uint)v[0] - (uint)v[1]),
        "add.s64" or "add.u64" => v[0] + v[1],
        "mul.lo.s64" => v[0] * v[1],
        "mul.lo.s32" => (uint)v[0] * (uint)v[1],
        "shl.b32" => (uint)v[0] << (int)v[1],
        "shl.b64" => v[0] << (int)v[1],
        "shr.s32" => (uint)((int)v[0] >> (int)v[1]),
        "and.b32" => (uint)(v[0] & v[1]),
        "xor.b32" => (uint)(v[0] ^ v[1]),
        "and.pred" => v[0] & v[1],
        "cvt.s64.s32" => (ulong)(long)(int)v[0],
        "setp.lt.s32" => Bit((int)v[0] < (int)v[1]),
        "setp.gt.s32" => Bit((int)v[0] > (int)v[1]),
        "setp.ge.s32" => Bit((int)v[0] >= (int)v[1]),
        "setp.eq.s32" => Bit((int)v[0] == (int)v[1]),
        "setp.gt.and.s32" => Bit((int)v[0] > (int)v[1]) & v[2],
        "selp.b32" or "selp.b64" => v[2] != 0 ? v[0] : v[1],
        "cvt.rn.bf16x2.f32" => (Bf16(v[0]) << 16) | Bf16(v[1]),
        "cvt.rn.f16x2.f32" => (Fp16(v[0]) << 16) | Fp16(v[1]),
        _ => throw new NotSupportedException($"no meaning is given to {opcode}"),
    };

    private static ulong Bit(bool value) => value ? 1UL : 0;

    private static ulong Bf16(ulong bits) => ((uint)bits + 0x7FFFu + (((uint)bits >> 16) & 1)) >> 16;

    private static ulong Fp16(ulong bits) => BitConverter.HalfToUInt16Bits((Half)BitConverter.UInt32BitsToSingle((uint)bits));
}
