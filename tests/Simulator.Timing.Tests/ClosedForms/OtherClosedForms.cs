using Simulator.Hardware.Clusters;
using Simulator.Hardware.Formats;
using Simulator.Timing.Estimates;
using Simulator.Timing.Tests.Cases;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Xunit.Abstractions;

namespace Simulator.Timing.Tests.ClosedForms;

public sealed class OtherClosedForms(ITestOutputHelper output)
{
    /// <summary>Active experts' weights / (achievable bandwidth). Above it: kernels, and compute that joins memory time in a soft maximum.</summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_decode_of_experts_streams_the_active_weights(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var c = model.Rates.Coefficients.Moe;
        var op = new MoeOperator(GemmPrecisions.Bf16, 1, 8192, 32768, 8, 8);
        var rate = model.Rates.MemoryBytesPerSecond * c.MemoryEfficiency * (model.Rates.Gpu.Memory.InBandEcc ? c.InBandEccEfficiency : 1);
        var expected = 8.0 * 3 * op.Hidden * op.Inter * 2 / rate;
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, expected, 0, 0.2);
    }

    /// <summary>The fp32 state read and written / (achievable bandwidth), + one kernel.</summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_state_update_streams_the_state(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var op = new Mamba2Operator(RecurrentStage.ScanDecode, NumberFormats.Bf16, 256, 1, 4096, 128, 4, 128, 64, 8, 256, NumberFormats.Fp32);
        var expected = 2 * op.Batch * op.StateElements * 4 / (model.Rates.MemoryBytesPerSecond * model.Rates.Coefficients.Streaming.MemoryEfficiency);
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Step).Seconds, expected, 0, 0.03);
    }

    /// <summary>Bytes read and written / (achievable bandwidth), + one kernel.</summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_norm_streams_its_rows(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var op = new NormOperator(StreamPrecision.Bf16, 131072, 8192);
        var expected = (op.ActivationReadBytes + op.ParameterReadBytes + op.WriteBytes)
            / (model.Rates.MemoryBytesPerSecond * model.Rates.Coefficients.Streaming.MemoryEfficiency);
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, expected, 0, 0.01);
    }

    /// <summary>
    /// 1 GB over 8 GPUs: 2 (n − 1) / n of it over a ring at the bulk protocol's rate, or all of it once through a reducing switch, whichever is faster;
    /// + the protocol's fixed times. Boards on PCIe share what their host stages.
    /// </summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_large_all_reduce_costs_its_bytes(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var c = model.Rates.Coefficients.Collective;
        var up = model.System.ScaleUp;
        var rate = up.BandwidthBytesPerSecond * (up.Topology == ScaleUpTopology.Pcie ? c.PcieRate : 1);
        if (up.HostBandwidthBytesPerSecond > 0)
            rate = Math.Min(rate, up.HostBandwidthBytesPerSecond / (8 * c.SimpleRate));
        var op = new CollectiveOperator(CollectiveKind.AllReduce, NumberFormats.Bf16, 8, 1e9);
        var ring = 2.0 * 7 / 8 * op.Bytes / (rate * c.SimpleRate);
        var expected = up.InSwitchReduction ? Math.Min(ring, op.Bytes / (rate * c.SwitchRate)) : ring;
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, expected, 0, 0.02);
    }
}
