using Simulator.Timing.Estimates;
using Simulator.Timing.Gemm;
using Simulator.Timing.Tests.Cases;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Xunit.Abstractions;

namespace Simulator.Timing.Tests.ClosedForms;

public sealed class GemmClosedForms(ITestOutputHelper output)
{
    /// <summary>
    /// FLOP / (achievable peak), the clock lowered by the cube root of the power that is missing. Above it: memory time not hidden (a third of 4 to 15 %),
    /// exposed stores and the last wave.
    /// </summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_huge_square_product_approaches_the_achievable_peak(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var c = model.Rates.Coefficients.Gemm;
        var pipeline = model.Rates.Async ? c.Asynchronous : c.Synchronous;
        var op = new GemmOperator(GemmPrecisions.Bf16, 16384, 16384, 16384);
        var throttle = Math.Max(1, Math.Cbrt(new GemmModel(model.Rates).PowerRatio));
        var peak = 2 * model.Rates.Sms * model.Rates.Gpu.Tensor.FmaPerClock * model.Rates.TensorHz * pipeline.TensorEfficiency / throttle;
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, op.Flops / peak, 0, 0.15);
    }

    /// <summary>Weight bytes / (achievable bandwidth) + launch. Above it: the SMs' time that the loads do not hide, a third of less than half of it.</summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_matrix_vector_product_streams_its_weights(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var op = new GemmOperator(GemmPrecisions.Bf16, 1, 28672, 8192);
        var expected = 2.0 * op.N * op.K / (model.Rates.MemoryBytesPerSecond * model.Rates.Coefficients.Gemm.MemoryEfficiency)
            + model.Rates.Gpu.Launch.GraphSeconds;
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, expected, 0, 0.2);
    }

    /// <summary>A batch of products costs what one product with as many rows of tiles does: the same blocks, the same bytes.</summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_batch_of_large_products_costs_its_number(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var one = new GemmOperator(GemmPrecisions.Bf16, 8192, 8192, 8192);
        var expected = 16 * model.Estimate(one, PricingContext.Cold).Seconds;
        Deviation.Check(output, gpu, model.Estimate(one with { Batch = 16 }, PricingContext.Cold).Seconds, expected, 0.1, 0.01);
    }
}
