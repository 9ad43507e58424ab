using Simulator.Hardware.Gpus;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Timing.Tests.Cases;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Xunit.Abstractions;

namespace Simulator.Timing.Tests.ClosedForms;

public sealed class AttentionClosedForms(ITestOutputHelper output)
{
    /// <summary>
    /// Pairs × cycles per pair / (SMs × clock, or what the power allows). Above it: the diagonal's masked half tiles and the start of blocks.
    /// </summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_long_prompt_costs_its_pairs(string gpu)
    {
        var rates = Machine.Load(gpu).Model.Rates;
        var c = rates.Coefficients.Attention;
        var pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        var op = new AttentionPrefillOperator(AttentionPrecision.Bf16, 1, 131072, 64, 8, 128);
        var tensor = 256 / (rates.Gpu.Tensor.FmaPerClock * pipeline.TensorEfficiency);
        var emulated = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? rates.Gpu.Sm.Fp32Lanes * c.EmulatedExponentials : 0;
        var softmax = c.SoftmaxExponentials / (rates.Gpu.Sm.SfuPerClock + emulated);
        var pair = c.CausalPairCost * Norm(tensor, softmax, rates.Async ? c.OverlapExponent : 1);
        var smHertz = Math.Min(rates.Sms * rates.TensorHz, rates.TdpWatts / c.WattsPerSmGigahertz * 1e9);
        Deviation.Check(
            output, gpu, Machine.Load(gpu).Model.Estimate(op, PricingContext.Cold).Seconds, op.Heads * op.Pairs * pair / smHertz, 0, 0.1);
    }

    /// <summary>
    /// The same for an encoder, whose pairs bear no mask: twice the SFU rate buys what the exponentials took, and no more. Above it: the start of blocks.
    /// </summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted)), InlineData("b300-sxm")]
    public void A_long_encoder_costs_its_pairs(string gpu)
    {
        var rates = Machine.Load(gpu).Model.Rates;
        var c = rates.Coefficients.Attention;
        var pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        var op = new AttentionEncoderOperator(AttentionPrecision.Bf16, 4, 65536, 16, 128);
        var tensor = 256 / (rates.Gpu.Tensor.FmaPerClock * pipeline.TensorEfficiency);
        var emulated = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? rates.Gpu.Sm.Fp32Lanes * c.EmulatedExponentials : 0;
        var pair = Norm(tensor, c.SoftmaxExponentials / (rates.Gpu.Sm.SfuPerClock + emulated), rates.Async ? c.OverlapExponent : 1);
        var smHertz = Math.Min(rates.Sms * rates.TensorHz, rates.TdpWatts / c.WattsPerSmGigahertz * 1e9);
        Deviation.Check(
            output, gpu, Machine.Load(gpu).Model.Estimate(op, PricingContext.Cold).Seconds,
            (double)op.Batch * op.Heads * op.Seq * op.Seq * pair / smHertz, 0, 0.05);
    }

    /// <summary>
    /// The norm of what memory needs for the cache's bytes and what the SMs need for its tokens (tensor rows and intake). Above it: the fixed cycles and
    /// the work units.
    /// </summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_long_decode_streams_its_cache(string gpu)
    {
        var rates = Machine.Load(gpu).Model.Rates;
        var c = rates.Coefficients.Attention;
        var pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        var op = new AttentionDecodeOperator(AttentionPrecision.Bf16, 64, 32768, 64, 8, 128);
        var tokens = (double)op.Batch * op.Kv * op.KvHeads;
        var tensor = (rates.Async ? 64 : 16) * 256 / (rates.Gpu.Tensor.FmaPerClock * pipeline.TensorEfficiency);
        var sm = tokens * Norm(tensor, 512 / pipeline.DecodeBytesPerClock, 2) / (rates.Sms * rates.TensorHz);
        Deviation.Check(
            output, gpu, Machine.Load(gpu).Model.Estimate(op, PricingContext.Cold).Seconds, Norm(sm, tokens * 512 / Memory(rates), c.TrafficExponent), 0, 0.1);
    }

    /// <summary>The norm of latent bytes over achievable bandwidth and products over the achievable peak; H100 and B200 only have split kernels.</summary>
    [Theory, InlineData("h100-sxm"), InlineData("b200-sxm")]
    public void A_long_latent_decode_streams_its_latents(string gpu)
    {
        var rates = Machine.Load(gpu).Model.Rates;
        var c = rates.Coefficients.Attention;
        var op = new MlaDecodeOperator(AttentionPrecision.Bf16, 32, 65536, 16, MlaDimensions.DeepSeek);
        var memory = 2.0 * op.Batch * op.Kv * op.Dimensions.CachedWidth / Memory(rates);
        var rows = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? 128 : 64;
        var tensor = rows * (576.0 + 512) / (rates.Gpu.Tensor.FmaPerClock * c.Asynchronous.LatentTensorEfficiency);
        var sm = op.Batch * (double)op.Kv * tensor / (rates.Sms * rates.TensorHz);
        Deviation.Check(
            output, gpu, Machine.Load(gpu).Model.Estimate(op, PricingContext.Cold).Seconds, Norm(sm, memory, c.LatentTrafficExponent), 0, 0.1);
    }

    private static double Memory(GpuRates rates) => rates.MemoryBytesPerSecond * rates.Coefficients.Attention.DecodeMemoryEfficiency
        * (rates.Gpu.Memory.InBandEcc ? rates.Coefficients.Attention.InBandEccEfficiency : 1);

    private static double Norm(double a, double b, double q) => Math.Pow(Math.Pow(a, q) + Math.Pow(b, q), 1 / q);
}
