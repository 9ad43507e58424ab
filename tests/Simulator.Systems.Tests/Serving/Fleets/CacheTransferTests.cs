using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Steps;
using Side = Simulator.Systems.Tests.Serving.Fleets.TestFleets.Side;

namespace Simulator.Systems.Tests.Serving.Fleets;

/// <summary>Caches take bytes over bandwidth; layers overlapped hide as much of it as the closed form says.</summary>
public class CacheTransferTests
{
    [Theory]
    [InlineData(1e6, 4e6, 0.0)]
    [InlineData(4e6, 1e6, 0.25)]
    public void A_transfer_takes_its_bytes_over_the_slower_side_and_the_latency(double from, double to, double latency)
    {
        var transfer = new CacheTransfer(latency, 10, TransferOverlap.None);
        Assert.Equal(5 + 2 + latency, transfer.Send(2e6, new CacheLink(from), new CacheLink(to), 1, 5, 5), 1e-12);
    }

    [Theory]
    [InlineData(1.0, 4.0)]
    [InlineData(4.0, 1.0)]
    [InlineData(3.0, 3.0)]
    public void Layers_that_are_overlapped_leave_the_larger_of_the_last_layer_and_what_outlasts_the_prompt(double transferSeconds, double promptSeconds)
    {
        const int Layers = 10;
        var (links, transfer) = ((CacheLink[])[new(1e6), new(1e6)], new CacheTransfer(0, Layers, TransferOverlap.Layer));
        var end = transfer.Send(1e6 * transferSeconds, links[0], links[1], 2, 2 + promptSeconds, 2 + promptSeconds);
        Assert.Equal(ByLayers(transferSeconds, promptSeconds, Layers), end - 2 - promptSeconds, 1e-9);
    }

    [Fact]
    public void Without_a_place_in_time_nothing_is_hidden()
    {
        var transfer = new CacheTransfer(0, 10, TransferOverlap.Layer);
        Assert.Equal(9, transfer.Send(2e6, new CacheLink(1e6), new CacheLink(1e6), 1, 5, 7), 1e-12);
    }

    [Fact]
    public void Transfers_of_one_link_go_one_after_another_and_a_fast_receiver_takes_from_several_senders()
    {
        var transfer = new CacheTransfer(0, 1, TransferOverlap.None);
        CacheLink[] senders = [new(1e6), new(1e6)];
        var receiver = new CacheLink(4e6);
        Assert.Equal(4, transfer.Send(4e6, senders[0], receiver, 0, 0, 0), 1e-12);
        Assert.Equal(8, transfer.Send(4e6, senders[0], receiver, 0, 0, 0), 1e-12);

        // The receiver has taken two caches of one second each.
        Assert.Equal(5 + 4, transfer.Send(4e6, senders[1], receiver, 0, 0, 0), 1e-12);
        Assert.Equal(8, senders[0].BusySeconds, 1e-12);
        Assert.Equal(3, receiver.BusySeconds, 1e-12);
    }

    [Fact]
    public void The_interval_before_the_second_token_holds_the_transfer()
    {
        RecordedArrivals arrivals = new([new(0, new(100, 3))]);
        var side = new Side(1, new ConstantStepTimes(1), new EngineSettings(), BytesPerSecond: 50 * TestFleets.TokenBytes);
        var result = TestFleets.Apart(arrivals, side, side, new CacheTransfer(0.5, 10, TransferOverlap.None));
        Assert.Equal(1, result.Total.Ttft.Mean, 1e-12);
        Assert.Equal(2 + 0.5 + 1, result.Total.Interval.Largest, 1e-9);
        Assert.Equal(2.5, result.Transfer!.Exposed.Mean, 1e-9);
        Assert.Equal(100 * TestFleets.TokenBytes, result.Transfer.Bytes);
    }

    // Each layer's part leaves when the layer is computed and the part before it has left.
    private static double ByLayers(double transferSeconds, double promptSeconds, int layers)
    {
        var free = 0.0;
        for (var i = 1; i <= layers; i++)
            free = Math.Max(free, promptSeconds * i / layers) + (transferSeconds / layers);
        return free - promptSeconds;
    }
}
