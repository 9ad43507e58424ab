namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>
/// PTX for <see cref="MmaGemmKernel"/> (PTX ISA 7.0: <c>mma.sync</c>, <c>ldmatrix</c>, <c>cp.async</c>). Fragments and sums live in registers that the text
/// declares itself: ILGPU would hand results of inline PTX over through local memory. Nothing but addresses and bounds comes from C#, and nothing goes back.
/// Written out, since ILGPU takes only literals: a warp's 64 × 32 sums are 4 × 4 fragments of 16 × 8, four sums a thread in each.
/// </summary>
internal static class MmaText
{
    /// <summary>Bytes of a row of a slice in shared memory: 32 elements of 16 bits, 16 of 32 bits.</summary>
    public const int RowBytes = 64;

    /// <summary>Registers, shared memory (48 KB) and zeros. Comes first and once in a kernel.</summary>
    public const string Begin = """
        .shared .align 128 .b8 mmaShared[49152];
        .reg .b32 mmaA<16>, mmaB<8>, mmaBase, mmaT;
        .reg .f32 mmaC<64>;
        .reg .b64 mmaP, mmaS;
        .reg .pred mmaR, mmaQ;
        mov.u32 mmaBase, mmaShared;
        mov.f32 mmaC0, 0f00000000; mov.f32 mmaC1, 0f00000000; mov.f32 mmaC2, 0f00000000; mov.f32 mmaC3, 0f00000000;
        mov.f32 mmaC4, 0f00000000; mov.f32 mmaC5, 0f00000000; mov.f32 mmaC6, 0f00000000; mov.f32 mmaC7, 0f00000000;
        mov.f32 mmaC8, 0f00000000; mov.f32 mmaC9, 0f00000000; mov.f32 mmaC10, 0f00000000; mov.f32 mmaC11, 0f00000000;
        mov.f32 mmaC12, 0f00000000; mov.f32 mmaC13, 0f00000000; mov.f32 mmaC14, 0f00000000; mov.f32 mmaC15, 0f00000000;
        mov.f32 mmaC16, 0f00000000; mov.f32 mmaC17, 0f00000000; mov.f32 mmaC18, 0f00000000; mov.f32 mmaC19, 0f00000000;
        mov.f32 mmaC20, 0f00000000; mov.f32 mmaC21, 0f00000000; mov.f32 mmaC22, 0f00000000; mov.f32 mmaC23, 0f00000000;
        mov.f32 mmaC24, 0f00000000; mov.f32 mmaC25, 0f00000000; mov.f32 mmaC26, 0f00000000; mov.f32 mmaC27, 0f00000000;
        mov.f32 mmaC28, 0f00000000; mov.f32 mmaC29, 0f00000000; mov.f32 mmaC30, 0f00000000; mov.f32 mmaC31, 0f00000000;
        mov.f32 mmaC32, 0f00000000; mov.f32 mmaC33, 0f00000000; mov.f32 mmaC34, 0f00000000; mov.f32 mmaC35, 0f00000000;
        mov.f32 mmaC36, 0f00000000; mov.f32 mmaC37, 0f00000000; mov.f32 mmaC38, 0f00000000; mov.f32 mmaC39, 0f00000000;
        mov.f32 mmaC40, 0f00000000; mov.f32 mmaC41, 0f00000000; mov.f32 mmaC42, 0f00000000; mov.f32 mmaC43, 0f00000000;
        mov.f32 mmaC44, 0f00000000; mov.f32 mmaC45, 0f00000000; mov.f32 mmaC46, 0f00000000; mov.f32 mmaC47, 0f00000000;
        mov.f32 mmaC48, 0f00000000; mov.f32 mmaC49, 0f00000000; mov.f32 mmaC50, 0f00000000; mov.f32 mmaC51, 0f00000000;
        mov.f32 mmaC52, 0f00000000; mov.f32 mmaC53, 0f00000000; mov.f32 mmaC54, 0f00000000; mov.f32 mmaC55, 0f00000000;
        mov.f32 mmaC56, 0f00000000; mov.f32 mmaC57, 0f00000000; mov.f32 mmaC58, 0f00000000; mov.f32 mmaC59, 0f00000000;
        mov.f32 mmaC60, 0f00000000; mov.f32 mmaC61, 0f00000000; mov.f32 mmaC62, 0f00000000; mov.f32 mmaC63, 0f00000000;
        """;

    /// <summary>Copies 16 bytes to shared memory in the background: %0 offset there, %1 address, %2 bytes that exist (16 or 0, the rest is zero).</summary>
    public const string CopyAsync = "add.u32 mmaT, %0, mmaBase; cp.async.cg.shared.global [mmaT], [%1], 16, %2;";

    /// <summary>Closes a batch of background copies.</summary>
    public const string Commit = "cp.async.commit_group;";

    /// <summary>Waits until all but the newest batch have arrived.</summary>
    public const string WaitForAllButOne = "cp.async.wait_group 1;";

    /// <summary>Fragments of A and B, 32 bytes along k, from shared memory: %0 and %1 are the offsets of this lane's rows.</summary>
    public const string Fragments = """
        add.u32 mmaT, %0, mmaBase;
        ldmatrix.sync.aligned.m8n8.x4.shared.b16 {mmaA0, mmaA1, mmaA2, mmaA3}, [mmaT+0];
        ldmatrix.sync.aligned.m8n8.x4.shared.b16 {mmaA4, mmaA5, mmaA6, mmaA7}, [mmaT+1024];
        ldmatrix.sync.aligned.m8n8.x4.shared.b16 {mmaA8, mmaA9, mmaA10, mmaA11}, [mmaT+2048];
        ldmatrix.sync.aligned.m8n8.x4.shared.b16 {mmaA12, mmaA13, mmaA14, mmaA15}, [mmaT+3072];
        add.u32 mmaT, %1, mmaBase;
        ldmatrix.sync.aligned.m8n8.x4.shared.b16 {mmaB0, mmaB1, mmaB2, mmaB3}, [mmaT+0];
        ldmatrix.sync.aligned.m8n8.x4.shared.b16 {mmaB4, mmaB5, mmaB6, mmaB7}, [mmaT+1024];

        """;

    // The operands of the product for fragment i of the rows and j of the columns.
    public const string Product00 = " {mmaC0, mmaC1, mmaC2, mmaC3}, {mmaA0, mmaA1, mmaA2, mmaA3}, {mmaB0, mmaB1}, {mmaC0, mmaC1, mmaC2, mmaC3};\n";
    public const string Product01 = " {mmaC4, mmaC5, mmaC6, mmaC7}, {mmaA0, mmaA1, mmaA2, mmaA3}, {mmaB2, mmaB3}, {mmaC4, mmaC5, mmaC6, mmaC7};\n";
    public const string Product02 = " {mmaC8, mmaC9, mmaC10, mmaC11}, {mmaA0, mmaA1, mmaA2, mmaA3}, {mmaB4, mmaB5}, {mmaC8, mmaC9, mmaC10, mmaC11};\n";
    public const string Product03 = " {mmaC12, mmaC13, mmaC14, mmaC15}, {mmaA0, mmaA1, mmaA2, mmaA3}, {mmaB6, mmaB7}, {mmaC12, mmaC13, mmaC14, mmaC15};\n";
    public const string Product10 = " {mmaC16, mmaC17, mmaC18, mmaC19}, {mmaA4, mmaA5, mmaA6, mmaA7}, {mmaB0, mmaB1}, {mmaC16, mmaC17, mmaC18, mmaC19};\n";
    public const string Product11 = " {mmaC20, mmaC21, mmaC22, mmaC23}, {mmaA4, mmaA5, mmaA6, mmaA7}, {mmaB2, mmaB3}, {mmaC20, mmaC21, mmaC22, mmaC23};\n";
    public const string Product12 = " {mmaC24, mmaC25, mmaC26, mmaC27}, {mmaA4, mmaA5, mmaA6, mmaA7}, {mmaB4, mmaB5}, {mmaC24, mmaC25, mmaC26, mmaC27};\n";
    public const string Product13 = " {mmaC28, mmaC29, mmaC30, mmaC31}, {mmaA4, mmaA5, mmaA6, mmaA7}, {mmaB6, mmaB7}, {mmaC28, mmaC29, mmaC30, mmaC31};\n";
    public const string Product20 = " {mmaC32, mmaC33, mmaC34, mmaC35}, {mmaA8, mmaA9, mmaA10, mmaA11}, {mmaB0, mmaB1}, {mmaC32, mmaC33, mmaC34, mmaC35};\n";
    public const string Product21 = " {mmaC36, mmaC37, mmaC38, mmaC39}, {mmaA8, mmaA9, mmaA10, mmaA11}, {mmaB2, mmaB3}, {mmaC36, mmaC37, mmaC38, mmaC39};\n";
    public const string Product22 = " {mmaC40, mmaC41, mmaC42, mmaC43}, {mmaA8, mmaA9, mmaA10, mmaA11}, {mmaB4, mmaB5}, {mmaC40, mmaC41, mmaC42, mmaC43};\n";
    public const string Product23 = " {mmaC44, mmaC45, mmaC46, mmaC47}, {mmaA8, mmaA9, mmaA10, mmaA11}, {mmaB6, mmaB7}, {mmaC44, mmaC45, mmaC46, mmaC47};\n";
    public const string Product30 = " {mmaC48, mmaC49, mmaC50, mmaC51}, {mmaA12, mmaA13, mmaA14, mmaA15}, {mmaB0, mmaB1}, {mmaC48, mmaC49, mmaC50, mmaC51};\n";
    public const string Product31 = " {mmaC52, mmaC53, mmaC54, mmaC55}, {mmaA12, mmaA13, mmaA14, mmaA15}, {mmaB2, mmaB3}, {mmaC52, mmaC53, mmaC54, mmaC55};\n";
    public const string Product32 = " {mmaC56, mmaC57, mmaC58, mmaC59}, {mmaA12, mmaA13, mmaA14, mmaA15}, {mmaB4, mmaB5}, {mmaC56, mmaC57, mmaC58, mmaC59};\n";
    public const string Product33 = " {mmaC60, mmaC61, mmaC62, mmaC63}, {mmaA12, mmaA13, mmaA14, mmaA15}, {mmaB6, mmaB7}, {mmaC60, mmaC61, mmaC62, mmaC63};\n";
}
