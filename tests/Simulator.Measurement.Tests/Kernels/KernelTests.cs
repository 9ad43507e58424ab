using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Processors;
using Simulator.Measurement.References;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Xunit.Abstractions;

namespace Simulator.Measurement.Tests.Kernels;

/// <summary>Every kernel of the processor against the double-precision reference, on awkward shapes, in every vector width that the machine has.</summary>
public sealed class KernelTests(ITestOutputHelper output)
{
    private static readonly string[] Shapes =
        ["m=1;n=1;k=1", "m=7;n=33;k=31", "m=17;n=97;k=300", "m=61;n=130;k=257", "m=16;n=5;k=2111", "m=33;n=70;k=64;quantised=1"];

    public static TheoryData<string, string> Products()
    {
        var data = new TheoryData<string, string>();
        foreach (var precision in GemmPrecisions.All)
        {
            foreach (var shape in Shapes)
                data.Add(precision.Name, shape);
        }

        data.Add("fp32", "m=128;n=1100;k=37");
        data.Add("bf16", "m=40;n=50;k=60;batch=3");
        data.Add("nvfp4", "m=3;n=50;k=67;batch=2");
        return data;
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Products_agree_with_the_reference(string precision, string shape) => Check("gemm", precision, shape);

    [Theory]
    [InlineData("attention-prefill", "fp32", "batch=1;seq=1;heads=1;kv_heads=1;head_dim=1;window=0")]
    [InlineData("attention-prefill", "bf16/kv-bf16", "batch=2;seq=131;heads=6;kv_heads=2;head_dim=80;window=0")]
    [InlineData("attention-prefill", "fp32", "batch=1;seq=300;heads=2;kv_heads=1;head_dim=64;window=37")]
    [InlineData("attention-prefill", "bf16/kv-fp8", "batch=1;seq=97;heads=4;kv_heads=4;head_dim=128;window=0;prefix=403")]
    [InlineData("attention-prefill", "fp32", "batch=1;seq=50;heads=2;kv_heads=2;head_dim=300;window=20;prefix=301")]
    [InlineData("attention-prefill", "fp8/kv-fp8", "batch=1;seq=65;heads=3;kv_heads=1;head_dim=72;window=0")]
    [InlineData("attention-encoder", "fp32", "batch=2;seq=197;heads=3;head_dim=64")]
    [InlineData("attention-encoder", "bf16", "batch=1;seq=577;heads=2;head_dim=88")]
    [InlineData("attention-cross", "fp16/kv-fp16", "batch=2;seq=5;kv=301;heads=2;head_dim=64")]
    [InlineData("attention-decode", "fp32", "batch=1;kv=1;heads=1;kv_heads=1;head_dim=1;window=0")]
    [InlineData("attention-decode", "bf16/kv-bf16", "batch=3;kv=1025;heads=8;kv_heads=2;head_dim=128;window=0")]
    [InlineData("attention-decode", "bf16/kv-fp8", "batch=1;kv=777;heads=7;kv_heads=1;head_dim=72;window=0")]
    [InlineData("attention-decode", "fp32", "batch=2;kv=500;heads=4;kv_heads=4;head_dim=33;window=129")]
    public void Attention_agrees_with_the_reference(string op, string precision, string shape) => Check(op, precision, shape);

    [Theory]
    [InlineData("mamba2-conv-prefill", "bf16", "batch=2;seq=131;d_model=64;d_state=16;d_conv=4;heads=9;head_dim=61;groups=3")]
    [InlineData("mamba2-conv-prefill", "fp32", "batch=1;seq=2;d_model=64;d_state=1;d_conv=7;heads=1;head_dim=3;groups=1")]
    [InlineData("mamba2-conv-decode", "bf16", "batch=3;seq=1;d_model=64;d_state=16;d_conv=4;heads=9;head_dim=61;groups=3")]
    [InlineData("mamba2-conv-decode", "fp32", "batch=1;seq=1;d_model=64;d_state=5;d_conv=3;heads=1;head_dim=7;groups=1")]
    [InlineData("mamba2-scan-prefill", "fp32", "batch=2;seq=301;d_model=64;d_state=40;heads=6;head_dim=33;groups=2;chunk=64")]
    [InlineData("mamba2-scan-prefill", "bf16", "batch=1;seq=257;d_model=64;d_state=128;heads=2;head_dim=64;groups=1;chunk=128;state=bf16")]
    [InlineData("mamba2-scan-prefill", "fp32", "batch=1;seq=1;d_model=1;d_state=1;heads=1;head_dim=1;groups=1")]
    [InlineData("mamba2-scan-prefill", "fp32", "batch=1;seq=700;d_model=1;d_state=256;heads=2;head_dim=80;groups=1;chunk=512")]
    [InlineData("mamba2-scan-decode", "bf16", "batch=3;seq=1;d_model=64;d_state=128;heads=6;head_dim=64;groups=2")]
    [InlineData("mamba2-scan-decode", "fp32", "batch=1;seq=1;d_model=64;d_state=17;heads=3;head_dim=5;groups=1;state=bf16")]
    public void Recurrent_layers_agree_with_the_reference(string op, string precision, string shape) => Check(op, precision, shape);

    [Theory]
    [InlineData("fp32", "tokens=37;hidden=65;inter=43;topk=2;experts=5")]
    [InlineData("bf16", "tokens=1;hidden=64;inter=32;topk=8;experts=16")]
    [InlineData("nvfp4", "tokens=50;hidden=96;inter=80;topk=3;experts=8;ep=2;tp=2")]
    [InlineData("fp8-block", "tokens=90;hidden=300;inter=140;topk=2;experts=4;matrices=2;skew=1.2")]
    [InlineData("w4a16", "tokens=200;hidden=128;inter=256;topk=1;experts=3")]
    public void Experts_agree_with_the_reference(string precision, string shape) => Check("moe", precision, shape);

    [Theory]
    [InlineData("rms-norm", "bf16", "tokens=3;hidden=1")]
    [InlineData("rms-norm", "fp32", "tokens=5;hidden=1031;residual=1")]
    [InlineData("rms-norm", "bf16/out-fp8", "tokens=13;hidden=515;residual=1")]
    [InlineData("rms-norm", "bf16/out-nvfp4", "tokens=13;hidden=515")]
    [InlineData("layer-norm", "fp16", "tokens=7;hidden=769;residual=1")]
    [InlineData("activation", "bf16", "tokens=11;inter=333")]
    [InlineData("activation", "fp32/out-mxfp8", "tokens=1;inter=1")]
    [InlineData("activation", "bf16/out-int8", "tokens=9;inter=1000;gated=0")]
    [InlineData("rope", "bf16", "tokens=13;heads=5;kv_heads=2;head_dim=80")]
    [InlineData("rope", "fp32", "tokens=3;heads=1;kv_heads=1;head_dim=7")]
    [InlineData("embedding", "bf16", "tokens=100;hidden=129;vocab=77")]
    [InlineData("embedding", "int8/out-bf16", "tokens=10;hidden=33;vocab=7")]
    [InlineData("sample", "fp32", "tokens=5;vocab=3001")]
    [InlineData("sample", "bf16", "tokens=64;vocab=17")]
    [InlineData("elementwise", "bf16", "elements=70001;inputs=3")]
    [InlineData("elementwise", "bf16/out-nvfp4", "elements=9999;inputs=2")]
    [InlineData("copy", "fp32", "bytes=400004")]
    [InlineData("copy", "nvfp4", "bytes=5000")]
    [InlineData("copy", "fp8", "bytes=70001")]
    [InlineData("triad", "fp32", "elements=100003")]
    [InlineData("triad", "bf16", "elements=1")]
    [InlineData("reduction", "fp32", "elements=1000003")]
    [InlineData("reduction", "bf16/out-fp32", "elements=12345")]
    public void Streaming_operators_agree_with_the_reference(string op, string precision, string shape) => Check(op, precision, shape);

    [Fact]
    public void Every_number_format_is_quantised_and_dequantised()
    {
        foreach (var format in NumberFormats.All)
        {
            Check("quantise", $"fp32/out-{format.Name}", "tokens=5;hidden=321");
            Check("quantise", $"{format.Name}/out-fp32", "tokens=5;hidden=321");
            Check("quantise", $"bf16/out-{format.Name}", "tokens=3;hidden=7");
        }
    }

    [Fact]
    public void An_operator_without_a_kernel_is_refused_with_a_reason()
    {
        using var device = new ProcessorDevice(workers: 1);
        Assert.NotNull(device.WhyNot(OperatorVocabulary.Parse("mla-decode", "bf16", "batch=1;kv=16;heads=2")));
        Assert.NotNull(device.WhyNot(OperatorVocabulary.Parse("gemm", "bf16", "m=1000000;n=1000000;k=1")));
        Assert.Null(device.WhyNot(OperatorVocabulary.Parse("gemm", "bf16", "m=10;n=10;k=1")));
    }

    private void Check(string op, string precision, string shape)
    {
        var operation = OperatorVocabulary.Parse(op, precision, shape);
        var inputs = InputFactory.Create(operation, 42);
        foreach (var level in Enum.GetValues<SimdLevel>().Where(SimdLevels.IsSupported))
        {
            using var device = new ProcessorDevice(level, workers: 3, trains: false);
            Assert.Null(device.WhyNot(operation));
            using var kernel = device.Prepare(operation, inputs);
            Assert.True(kernel.TimeSeconds(1, CacheState.Warm) > 0);
            foreach (var verdict in NumericalCheck.Compare(inputs, kernel.Outputs()))
            {
                output.WriteLine($"{level} {operation.Op} {operation.PrecisionName} {operation.Shape}: {verdict}");
                Assert.True(verdict.Passed, $"{level} {operation.Op} {operation.PrecisionName} {operation.Shape}: {verdict}");
            }
        }
    }
}
