using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.References;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Accelerators.Ilgpu.Tests;

/// <summary>
/// Every kernel on ILGPU's emulated device against the double-precision reference, on shapes that are no multiples of tiles, vectors or pads. Small ones:
/// each thread of a group is a thread of the operating system there.
/// </summary>
public sealed class KernelTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "copy", "bf16", "bytes=1000" },
        { "triad", "fp32", "elements=1003" },
        { "triad", "bf16", "elements=77" },
        { "reduction", "fp32", "elements=5001" },
        { "reduction", "fp16", "elements=333" },
        { "elementwise", "fp16", "elements=333;inputs=3" },
        { "elementwise", "fp32/out-bf16", "elements=13;inputs=2" },
        { "rms-norm", "bf16", "tokens=3;hidden=100;residual=1" },
        { "rms-norm", "bf16/out-fp8", "tokens=3;hidden=101;residual=1" },
        { "layer-norm", "fp32", "tokens=2;hidden=67" },
        { "activation", "bf16", "tokens=3;inter=130" },
        { "activation", "bf16", "tokens=2;inter=64" },
        { "activation", "fp16", "tokens=3;inter=33;gated=0" },
        { "quantise", "bf16/out-fp8", "tokens=3;hidden=77" },
        { "quantise", "fp32/out-fp8-e5m2", "tokens=3;hidden=77" },
        { "quantise", "bf16/out-int8", "tokens=2;hidden=1" },
        { "rope", "bf16", "tokens=3;heads=4;kv_heads=2;head_dim=20" },
        { "embedding", "bf16", "tokens=5;hidden=33;vocab=50" },
        { "sample", "bf16", "tokens=3;vocab=1000" },
        { "gemm", "fp32", "m=37;n=29;k=53" },
        { "gemm", "fp32", "m=1;n=1;k=1" },
        { "gemm", "bf16", "m=130;n=7;k=40" },
        { "gemm", "fp16", "m=1;n=131;k=9;batch=2" },
        { "gemm", "tf32", "m=17;n=19;k=23" },
        { "attention-prefill", "bf16/kv-bf16", "batch=1;seq=19;heads=2;kv_heads=1;head_dim=20;window=0" },
        { "attention-prefill", "bf16/kv-fp8", "batch=1;seq=5;heads=1;kv_heads=1;head_dim=33;window=9;prefix=30" },
        { "attention-decode", "bf16/kv-bf16", "batch=1;kv=600;heads=3;kv_heads=1;head_dim=16;window=0" },
        { "attention-decode", "fp16/kv-fp16", "batch=2;kv=7;heads=1;kv_heads=1;head_dim=128;window=5" },
        { "attention-encoder", "fp32", "batch=1;seq=9;heads=1;head_dim=24" },
        { "attention-cross", "bf16/kv-bf16", "batch=1;seq=3;kv=11;heads=1;head_dim=8" },
    };

    [PluginTheory]
    [MemberData(nameof(Cases))]
    public void A_kernel_agrees_with_the_reference(string op, string precision, string shape) =>
        Check(OperatorVocabulary.Parse(op, precision, shape));

    [PluginTheory]
    [InlineData(RecurrentStage.ConvPrefill)]
    [InlineData(RecurrentStage.ConvDecode)]
    [InlineData(RecurrentStage.ScanPrefill)]
    [InlineData(RecurrentStage.ScanDecode)]
    public void Recurrence_agrees_with_the_reference(RecurrentStage stage)
    {
        var seq = stage is RecurrentStage.ConvPrefill or RecurrentStage.ScanPrefill ? 5 : 1;
        Check(new Mamba2Operator(
            stage, NumberFormats.Bf16, Batch: 2, seq, DModel: 64, DState: 20, DConv: 4, Heads: 2, HeadDim: 5, Groups: 1, Chunk: 8, NumberFormats.Fp32));
    }

    [PluginFact]
    public void What_sm_80_has_no_instruction_for_is_refused_with_a_reason()
    {
        var device = PluginFixture.Emulated;

        Assert.Contains("fp8", device.WhyNot(new GemmOperator(GemmPrecisions.Fp8, 16, 16, 16)), StringComparison.Ordinal);
        Assert.NotNull(device.WhyNot(OperatorVocabulary.Parse("moe", "bf16", "tokens=1;hidden=8;inter=8;topk=1;experts=2;tp=1;ep=1")));
    }

    [PluginFact]
    public void Times_are_positive_and_cancellation_ends_a_run()
    {
        var device = PluginFixture.Emulated;
        var op = new TriadOperator(new StreamPrecision(NumberFormats.Fp32, NumberFormats.Fp32), 64);
        using var kernel = device.Prepare(op, InputFactory.Create(op, seed: 1));

        Assert.True(kernel.TimeSeconds(2, CacheState.Warm) > 0);
        Assert.True(kernel.TimeSeconds(2, CacheState.Cold) > 0);
        Assert.True(device.EmptyLaunchSeconds(2) > 0);
        Assert.Throws<OperationCanceledException>(() => kernel.TimeSeconds(1, CacheState.Warm, new CancellationToken(canceled: true)));
    }

    private static void Check(Operator op)
    {
        var device = PluginFixture.Emulated;
        Assert.Null(device.WhyNot(op));
        var inputs = InputFactory.Create(op, seed: 7);
        using var kernel = device.Prepare(op, inputs);

        var verdicts = NumericalCheck.Compare(inputs, kernel.Outputs());

        Assert.All(verdicts, verdict => Assert.True(verdict.Passed, verdict.ToString()));
    }
}
