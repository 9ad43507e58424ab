using Simulator.Measurement.Plugins;

namespace Simulator.Accelerators.Ilgpu.Tests;

/// <summary>The PTX of the kernels, compiled without a GPU: the instructions that are meant are there, and nothing is kept in local memory.</summary>
public sealed class ListingTests
{
    public static TheoryData<string> Names => PluginFixture.Plugin is null ? [""] : [.. Listing.Names];

    private static IKernelListing Listing => PluginFixture.Plugin!.Create<IKernelListing>().Single();

    [PluginTheory]
    [MemberData(nameof(Names))]
    public void A_kernel_keeps_nothing_in_local_memory(string name)
    {
        var code = Listing.Code(name);

        Assert.Contains(".target sm_80", code, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", code, StringComparison.Ordinal);
    }

    [PluginTheory]
    [InlineData("bf16", "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", "cvt.rn.bf16x2.f32")]
    [InlineData("fp16", "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", "cvt.rn.f16x2.f32")]
    [InlineData("tf32", "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", "st.global.v2.f32")]
    public void A_tensor_core_product_uses_tensor_cores_and_background_copies(string format, string instruction, string store)
    {
        var code = Listing.Code($"gemm-mma {format}");

        // Two steps of 32 bytes a turn, 4 x 4 fragments of a warp each; six loads of fragments a step; 32 pairs of sums.
        Assert.Equal(32, Count(code, instruction));
        Assert.Equal(12, Count(code, "ldmatrix.sync.aligned.m8n8.x4.shared.b16"));
        // Two rows a thread of two operands, for two slices ahead and in the loop.
        Assert.Equal(12, Count(code, "cp.async.cg.shared.global"));
        Assert.Equal(3, Count(code, "cp.async.commit_group"));
        Assert.Equal(32, Count(code, store));
    }

    [PluginTheory]
    [InlineData("copy", "ld.global.v4.b32", "st.global.v4.b32")]
    [InlineData("triad fp32", "ld.global.v4.f32", "st.global.v4.f32")]
    [InlineData("gemm-tiled fp32", "ld.global.v4.f32", "ld.shared.v4.f32")]
    [InlineData("gemm-tiled fp16", "ld.global.v4.b16", "cvt.f32.f16")]
    [InlineData("attention bf16", "ld.global.v4.b16", "ld.shared.v4.f32")]
    [InlineData("quantise bf16/out-fp8", "ld.global.v4.b16", "st.global.v4.b8")]
    public void Memory_moves_four_elements_at_a_time(string name, string first, string second)
    {
        var code = Listing.Code(name);

        Assert.Contains(first, code, StringComparison.Ordinal);
        Assert.Contains(second, code, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
