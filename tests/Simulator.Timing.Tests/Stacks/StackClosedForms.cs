using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Tests.Cases;
using Simulator.Timing.Tests.ClosedForms;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Xunit.Abstractions;

namespace Simulator.Timing.Tests.Stacks;

/// <summary>Kernels of this project on a processor, against what their loops cost where one part of the work outweighs the rest.</summary>
public sealed class StackClosedForms(ITestOutputHelper output)
{
    private static readonly Machine Processor =
        new(new GpuCatalog(RepositoryPaths.Configs).Load(Path.Combine(RepositoryPaths.Reference, "processor", "processor.yaml")), "");

    private static StackCoefficients C => Machine.Coefficients.Managed;

    private static double Throughput => Processor.Gpu.Sm.Count * Processor.Gpu.Sm.ClockHz;

    private static double MultiplyAdds => Throughput * Processor.Gpu.Sm.Fp32Lanes * C.ProductEfficiency;

    [Fact]
    public void Experts_with_many_tokens_multiply_at_the_rate_of_tiles()
    {
        var op = new MoeOperator(GemmPrecisions.Bf16, 16384, 1024, 1024, 2, 4);
        Deviation.Check(output, "experts, 8192 slots each", Seconds(op), op.Flops / 2 / MultiplyAdds, 0.02, 0.15);
    }

    [Fact]
    public void Rows_of_an_expert_are_computed_in_whole_tiles()
    {
        var bf16 = GemmPrecisions.Bf16;
        double few = Seconds(new MoeOperator(bf16, 4, 1024, 1024, 2, 4)), many = Seconds(new MoeOperator(bf16, 64, 1024, 1024, 2, 4));

        // Two slots per expert take two dot products per weight, 32 take tiles of 36 and packed weights.
        output.WriteLine($"{few * 1e6:F0} and {many * 1e6:F0} us");
        Assert.InRange(many / few, 3, 16);
    }

    [Fact]
    public void A_convolution_of_one_token_steps_through_its_taps()
    {
        var op = Mamba(RecurrentStage.ConvDecode, 64, 1) with { DConv = 64 };
        var steps = (double)op.Batch * op.ConvChannels * op.DConv;
        Deviation.Check(output, "64 taps one by one", Seconds(op), steps * (C.ScalarCycles + (2 * C.PackCycles)) / Throughput, 0, 0.15);
    }

    [Fact]
    public void A_scan_goes_through_pairs_and_products_of_its_chunks()
    {
        var op = Mamba(RecurrentStage.ScanPrefill, 1, 4096);
        double chunks = op.Seq / op.Chunk, pairs = op.Chunk * (op.Chunk + 1) / 2.0;
        var products = chunks * op.Chunk * op.HeadDim * ((op.Chunk / 2.0) + (2 * op.DState)) / (Processor.Gpu.Sm.Fp32Lanes * C.ProductEfficiency);
        var loops = chunks * ((pairs * (C.ScalarCycles + (C.SoftmaxExponentials / Processor.Gpu.Sm.SfuPerClock))) + (op.Chunk * op.HeadDim * C.ScalarCycles));
        Deviation.Check(output, "32 chunks of 32 heads", Seconds(op), op.Heads * (products + loops) / Throughput, 0, 0.35);
    }

    [Theory]
    [InlineData("bf16/out-mxfp8", 1)]
    [InlineData("bf16/out-nvfp4", 3)]
    public void Scales_of_blocks_cost_what_their_steps_cost(string precision, int steps)
    {
        var narrow = StreamPrecision.Parse(precision).Output;
        QuantiseOperator To(NumberFormat to) => new(new StreamPrecision(NumberFormats.Bf16, to), 4096, 4096);
        var more = Seconds(To(narrow)) - Seconds(To(NumberFormats.Fp8E4M3));
        var expected = 4096.0 * 4096 / narrow.BlockSize * steps * C.BlockQuantiseCycles / Throughput;
        Deviation.Check(output, precision, more, expected, 0.1, 0.1);
    }

    [Fact]
    public void Rows_that_do_not_fit_the_first_cache_cost_more_per_element()
    {
        NormOperator Norm(int tokens, int hidden) => new(new StreamPrecision(NumberFormats.Bf16, NumberFormats.Bf16), tokens, hidden);
        Assert.True(Seconds(Norm(1024, 16384)) > 1.15 * Seconds(Norm(8192, 2048)));
    }

    [Fact]
    public void Blocks_that_outlast_the_spinning_of_threads_pay_for_their_sleep()
    {
        var awake = Machine.Coefficients with { Managed = C with { SleepLaunches = 0 } };
        var model = new TimingModel(Hardware.Clusters.SystemCatalog.DefaultFor(Processor.Gpu), awake);
        GemmOperator Gemm(int side) => new(GemmPrecisions.Fp32, side, side, side);
        double Share(int side) => 1 - (model.Estimate(Gemm(side), PricingContext.Warm).Seconds / Seconds(Gemm(side)));
        Assert.InRange(Share(384), 0.01, 0.1);
        Assert.InRange(Share(2048), 0, 0.002);
    }

    private static Mamba2Operator Mamba(RecurrentStage stage, int batch, int seq) =>
        new(stage, NumberFormats.Bf16, batch, seq, 1024, 64, 4, 32, 64, 1, 128, NumberFormats.Fp32);

    private static double Seconds(Operator op) => Processor.Model.Estimate(op, PricingContext.Warm).Seconds;
}
