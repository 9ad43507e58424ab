using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Tests.Kernels;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_part_runs_once_and_a_worker_runs_one_at_a_time(int workers)
    {
        using var pool = new WorkerPool(workers);
        var busy = new int[workers];
        for (var round = 0; round < 300; round++)
        {
            var runs = new int[1 + (round % 41)];
            pool.Run(runs.Length, (part, worker) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref busy[worker]));
                Interlocked.Increment(ref runs[part]);
                Interlocked.Decrement(ref busy[worker]);
            });
            Assert.All(runs, count => Assert.Equal(1, count));
            if (round % 50 == 0)
                Thread.Sleep(2);
        }
    }

    [Fact]
    public void All_workers_meet()
    {
        using var pool = new WorkerPool(3);
        for (var round = 0; round < 50; round++)
            pool.Rendezvous();
        Thread.Sleep(5);
        pool.Rendezvous();
    }

    [Fact]
    public void A_failing_part_is_told_and_the_pool_goes_on()
    {
        using var pool = new WorkerPool(2);
        var error = Assert.Throws<AggregateException>(() => pool.Run(10, (part, _) =>
        {
            if (part == 3)
                throw new InvalidOperationException("part 3");
        }));
        Assert.IsType<InvalidOperationException>(error.InnerException);
        var runs = 0;
        pool.Run(10, (_, _) => Interlocked.Increment(ref runs));
        Assert.Equal(10, runs);
    }

    [Fact]
    public void Cancellation_passes_over_what_has_not_begun()
    {
        using var pool = new WorkerPool(2);
        using var source = new CancellationTokenSource();
        var runs = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => pool.Run(1000, (_, _) =>
        {
            if (Interlocked.Increment(ref runs) == 5)
                source.Cancel();
        }, source.Token));
        Assert.InRange(runs, 5, 10);
    }
}
