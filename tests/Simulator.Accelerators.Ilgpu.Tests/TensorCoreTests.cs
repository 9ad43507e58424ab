using System.Buffers.Binary;
using Simulator.Accelerators.Ilgpu.Tests.Ptx;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Plugins;
using Simulator.Measurement.References;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Accelerators.Ilgpu.Tests;

/// <summary>
/// The tensor-core product, executed instruction by instruction from its PTX: the fragments, permutations, copies and
/// bounds are those of C = A·Bᵀ.
/// </summary>
public sealed class TensorCoreTests
{
    private const int Tile = 128;
    private const int Threads = 256;

    [PluginTheory]
    [InlineData("bf16", 1, 1, 8, 1)]
    [InlineData("bf16", 130, 21, 200, 2)]
    [InlineData("fp16", 65, 129, 33, 1)]
    [InlineData("tf32", 100, 40, 52, 1)]
    public void The_instructions_compute_the_product(string precision, int m, int n, int k, int batch)
    {
        var op = new GemmOperator(GemmPrecisions.Parse(precision), m, n, k) { Batch = batch };
        var inputs = InputFactory.Create(op, seed: 3);
        Tensor a = inputs["a"], b = inputs["b"];
        int aStride = Padded(a.RowBytes), bStride = Padded(b.RowBytes), cStride = Padded(ElementCodec.RowBytes(op.Precision.Output, n));
        int bAt = batch * m * aStride, cAt = bAt + (batch * n * bStride);
        var memory = new byte[cAt + (batch * m * cStride)];
        Place(a, memory, 0, aStride);
        Place(b, memory, bAt, bStride);
        memory.AsSpan(cAt).Fill(0xFF);
        var program = new PtxProgram(PluginFixture.Plugin!.Create<IKernelListing>().Single().Code($"gemm-mma {precision}"));
        var shape = Words(m, n, k * op.Precision.Activation.ElementBits / 8, aStride, bStride, cStride);

        new PtxMachine(program, [Long(0), Long(bAt), Long(cAt), shape], memory, Threads).Run((m + Tile - 1) / Tile, (n + Tile - 1) / Tile, batch);

        var c = new float[batch * m * n];
        for (var i = 0; i < c.Length; i++)
            c[i] = ElementCodec.Decode(op.Precision.Output, ElementCodec.Read(op.Precision.Output, memory.AsSpan(cAt + (i / n * cStride)), i % n));
        var verdict = Assert.Single(NumericalCheck.Compare(inputs, [new KernelOutput("c", c)]));
        Assert.True(verdict.Passed, verdict.ToString());
    }

    private static int Padded(int bytes) => (bytes + 15) / 16 * 16;

    private static void Place(Tensor tensor, byte[] memory, int at, int stride)
    {
        for (var row = 0; row < tensor.Rows; row++)
            tensor.Codes.AsSpan(row * tensor.RowBytes, tensor.RowBytes).CopyTo(memory.AsSpan(at + (row * stride)));
    }

    private static byte[] Long(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Words(params int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
