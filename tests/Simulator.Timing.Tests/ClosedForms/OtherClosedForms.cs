using Simulator.Hardware.Clusters;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
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
    /// 1 GB over 8 GPUs: 2 (n − 1) / n of it over a ring at the bulk protocol's rate and a copy of the own share, or 1 + 1 / n of it through a reducing
    /// switch with a fixed time for each round of chunks of 64 KiB, whichever is faster; + the protocol's fixed times. Boards on PCIe share what their
    /// host stages.
    /// </summary>
    [Theory, MemberData(nameof(Fitted.Gpus), MemberType = typeof(Fitted))]
    public void A_large_all_reduce_costs_its_bytes(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        var c = model.Rates.Coefficients.Collective;
        var up = model.System.ScaleUp;
        var rate = up.BandwidthBytesPerSecond;
        if (up.Topology == ScaleUpTopology.Pcie)
            rate = up.HostBandwidthBytesPerSecond * c.PcieRate * c.SocketRate / 8;
        var op = new CollectiveOperator(CollectiveKind.AllReduce, NumberFormats.Bf16, 8, 1e9);
        var own = op.Bytes / 8 / (c.OwnBytesPerClock * model.Rates.ClockHz);
        var ring = (2.0 * 7 / 8 * op.Bytes / (rate * c.SimpleRate)) + own;
        var chunk = (model.Rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? 24 : 16) * 8 * 64 * 1024;
        var dies = model.Rates.Gpu.Package.Dies > 1 ? c.TwoDieLatency : 1;
        var inSwitch = (1.125 * op.Bytes / (rate * c.SwitchRate)) + (op.Bytes / chunk * c.SwitchRoundCycles * dies / model.Rates.ClockHz);
        var expected = up.InSwitchReduction ? Math.Min(ring, inSwitch) : ring;
        Deviation.Check(output, gpu, model.Estimate(op, PricingContext.Cold).Seconds, expected, 0, 0.02);
    }
}
