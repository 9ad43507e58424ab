namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>
/// PTX that stores a warp's sums. A thread holds columns 2t and 2t + 1 of rows g and g + 8 of every fragment; rows and columns past the end of C are left out.
/// %0 address of the thread's first element, %1 bytes of eight rows of C, %2 rows and %3 columns of C from that element on.
/// </summary>
internal static class MmaStoreText
{
    /// <summary>Pairs as fp32.</summary>
    public const string Fp32 = $$"""
        {{Begin}}
        setp.gt.s32 mmaR, %2, 0;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC0, mmaC1};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC4, mmaC5};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC8, mmaC9};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC12, mmaC13};
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 8;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC2, mmaC3};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC6, mmaC7};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC10, mmaC11};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC14, mmaC15};
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 16;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC16, mmaC17};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC20, mmaC21};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC24, mmaC25};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC28, mmaC29};
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 24;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC18, mmaC19};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC22, mmaC23};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC26, mmaC27};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC30, mmaC31};
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 32;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC32, mmaC33};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC36, mmaC37};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC40, mmaC41};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC44, mmaC45};
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 40;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC34, mmaC35};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC38, mmaC39};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC42, mmaC43};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC46, mmaC47};
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 48;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC48, mmaC49};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC52, mmaC53};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC56, mmaC57};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC60, mmaC61};
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 56;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+0], {mmaC50, mmaC51};
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+32], {mmaC54, mmaC55};
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+64], {mmaC58, mmaC59};
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        @mmaQ st.global.v2.f32 [mmaP+96], {mmaC62, mmaC63};
        """;

    /// <summary>Pairs as bf16, the second in the upper half of a register.</summary>
    public const string Bf16 = $$"""
        {{Begin}}
        setp.gt.s32 mmaR, %2, 0;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC1, mmaC0; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC5, mmaC4; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC9, mmaC8; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC13, mmaC12; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 8;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC3, mmaC2; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC7, mmaC6; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC11, mmaC10; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC15, mmaC14; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 16;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC17, mmaC16; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC21, mmaC20; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC25, mmaC24; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC29, mmaC28; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 24;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC19, mmaC18; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC23, mmaC22; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC27, mmaC26; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC31, mmaC30; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 32;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC33, mmaC32; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC37, mmaC36; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC41, mmaC40; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC45, mmaC44; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 40;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC35, mmaC34; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC39, mmaC38; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC43, mmaC42; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC47, mmaC46; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 48;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC49, mmaC48; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC53, mmaC52; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC57, mmaC56; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC61, mmaC60; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 56;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC51, mmaC50; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC55, mmaC54; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC59, mmaC58; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.bf16x2.f32 mmaT, mmaC63, mmaC62; @mmaQ st.global.b32 [mmaP+48], mmaT;
        """;

    /// <summary>Pairs as fp16, the second in the upper half of a register.</summary>
    public const string Fp16 = $$"""
        {{Begin}}
        setp.gt.s32 mmaR, %2, 0;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC1, mmaC0; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC5, mmaC4; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC9, mmaC8; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC13, mmaC12; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 8;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC3, mmaC2; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC7, mmaC6; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC11, mmaC10; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC15, mmaC14; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 16;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC17, mmaC16; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC21, mmaC20; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC25, mmaC24; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC29, mmaC28; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 24;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC19, mmaC18; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC23, mmaC22; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC27, mmaC26; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC31, mmaC30; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 32;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC33, mmaC32; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC37, mmaC36; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC41, mmaC40; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC45, mmaC44; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 40;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC35, mmaC34; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC39, mmaC38; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC43, mmaC42; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC47, mmaC46; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 48;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC49, mmaC48; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC53, mmaC52; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC57, mmaC56; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC61, mmaC60; @mmaQ st.global.b32 [mmaP+48], mmaT;
        {{NextRows}}
        setp.gt.s32 mmaR, %2, 56;
        setp.gt.and.s32 mmaQ, %3, 0, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC51, mmaC50; @mmaQ st.global.b32 [mmaP+0], mmaT;
        setp.gt.and.s32 mmaQ, %3, 8, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC55, mmaC54; @mmaQ st.global.b32 [mmaP+16], mmaT;
        setp.gt.and.s32 mmaQ, %3, 16, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC59, mmaC58; @mmaQ st.global.b32 [mmaP+32], mmaT;
        setp.gt.and.s32 mmaQ, %3, 24, mmaR;
        cvt.rn.f16x2.f32 mmaT, mmaC63, mmaC62; @mmaQ st.global.b32 [mmaP+48], mmaT;
        """;

    private const string Begin = "mov.b64 mmaP, %0; cvt.s64.s32 mmaS, %1;";
    private const string NextRows = "add.s64 mmaP, mmaP, mmaS;";
}
