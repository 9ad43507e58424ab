using Simulator.Timing.Estimates;
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
        var softmax = pipeline.SoftmaxExponentials / rates.Gpu.Sm.SfuPerClock;
        var pair = Math.Pow(Math.Pow(tensor, pipeline.OverlapExponent) + Math.Pow(softmax, pipeline.OverlapExponent), 1 / pipeline.OverlapExponent);
        var smHertz = Math.Min(rates.Sms * rates.TensorHz, rates.TdpWatts / c.WattsPerSmGigahertz * 1e9);
        Deviation.Check(
            output, gpu, Machine.Load(gpu).Model.Estimate(op, PricingContext.Cold).Seconds, op.Heads * op.Pairs * pair / smHertz, 0, 0.1);
    }

    /// <summary>Cache bytes / (achievable bandwidth). Above it: the fixed cycles; on parts with synchronous loads an SM takes in less than its share.</summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_long_decode_streams_its_cache(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var c = model.Rates.Coefficients.Attention;
        var op = new AttentionDecodeOperator(AttentionPrecision.Bf16, 64, 32768, 64, 8, 128);
        var bytes = 2.0 * op.Batch * op.Kv * op.KvHeads * op.HeadDim * 2;
        var perSm = (model.Rates.Async ? c.Asynchronous : c.Synchronous).DecodeBytesPerClock * model.Rates.Sms * model.Rates.TensorHz;
        var expected = bytes / Math.Min(model.Rates.MemoryBytesPerSecond * c.DecodeMemoryEfficiency, perSm);
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, expected, 0, 0.1);
    }

    /// <summary>Latent bytes / (achievable bandwidth) or the products over the achievable peak, whichever is longer.</summary>
    [Theory, InlineData("h100-sxm"), InlineData("b200-sxm")]
    public void A_long_latent_decode_streams_its_latents(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var c = model.Rates.Coefficients.Attention;
        var op = new MlaDecodeOperator(AttentionPrecision.Bf16, 32, 65536, 16, MlaDimensions.DeepSeek);
        var memory = 2.0 * op.Batch * op.Kv * op.Dimensions.CachedWidth / (model.Rates.MemoryBytesPerSecond * c.DecodeMemoryEfficiency);
        var tensor = 64 * (576.0 + 512) / (model.Rates.Gpu.Tensor.FmaPerClock * c.MlaDecodeTensorEfficiency);
        var sm = op.Batch * (double)op.Kv * Math.Max(tensor, c.Asynchronous.MlaTokenCycles) / (model.Rates.Sms * model.Rates.TensorHz);
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, Math.Max(memory, sm), 0, 0.1);
    }
}
