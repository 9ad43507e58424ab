using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Runs;

/// <summary>The same experiment gives the same bytes, however it is run.</summary>
public sealed class SweepRunnerTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Threads_change_nothing()
    {
        var experiment = folder.Experiment();
        var one = folder.Run(experiment, "one", new SweepOptions { Threads = 1 });
        var five = folder.Run(experiment, "five", new SweepOptions { Threads = 5 });
        AssertSame(one.Folder, five.Folder);
        Assert.Equal(1350, one.Progress.Done);
        Assert.True(one.Answers!.Points.Feasible > 0 && one.Answers.Points.Excluded > 0 && one.Answers.Points.Unrunnable.Length > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(1400)]
    public void Shards_change_nothing(int count)
    {
        var experiment = folder.Experiment();
        var whole = folder.Run(experiment, "whole");
        if (count > 1)
        {
            foreach (var number in Enumerable.Range(1, count).Reverse().Where(n => count < 100 || n % 100 != 0))
                folder.Run(experiment, "parts", new SweepOptions { Shard = new Shard(number, count), Threads = 1 });
            foreach (var number in Enumerable.Range(1, count).Where(n => count >= 100 && n % 100 == 0))
                folder.Run(experiment, "parts", new SweepOptions { Shard = new Shard(number, count), Threads = 1 });
            AssertSame(whole.Folder, Merger(experiment).Merge().Folder);
        }
    }

    [Fact]
    public void A_run_cut_off_anywhere_is_completed_without_gap_or_duplicate()
    {
        var experiment = folder.Experiment();
        var whole = folder.Run(experiment, "whole");
        var bytes = File.ReadAllBytes(whole.Folder.Points);
        var random = new Random(5);
        foreach (var length in Enumerable.Range(0, 12).Select(_ => random.Next(bytes.Length)).Append(0).Append(bytes.Length).Append(3))
        {
            var cut = folder.Run(experiment, "cut", new SweepOptions { Force = true }).Folder;
            File.Delete(cut.Answers);
            File.WriteAllBytes(cut.Points, bytes[..length]);
            var resumed = folder.Run(experiment, "cut", new SweepOptions { Resume = true });
            Assert.Equal(CountLines(bytes[..length]), resumed.Found);
            AssertSame(whole.Folder, cut);
        }

        static long CountLines(byte[] text) => Math.Max(0, text.Count(b => b == '\n') - 1);
    }

    [Fact]
    public void Stopping_keeps_whole_lines_and_resuming_gives_the_same_bytes()
    {
        var experiment = folder.Experiment(TestFolder.SmallText.Replace("8 TB/s:25", "8 TB/s:250", StringComparison.Ordinal));
        var whole = folder.Run(experiment, "whole");
        using var stop = new CancellationTokenSource();
        var stopped = folder.Runner(experiment, "stopped").Run(new SweepOptions { Threads = 2 }, _ => stop.Cancel(), stop.Token);
        if (!stopped.IsComplete)
        {
            Assert.Null(stopped.Answers);
            Assert.Equal(stopped.Progress.Done + 1, File.ReadLines(stopped.Folder.Points).Count());
        }

        folder.Run(experiment, "stopped", new SweepOptions { Resume = true });
        AssertSame(whole.Folder, stopped.Folder);
    }

    [Fact]
    public void A_run_that_is_there_is_not_overwritten_unasked()
    {
        var experiment = folder.Experiment();
        folder.Run(experiment, "a");
        Assert.Contains("--resume", Assert.Throws<InputException>(() => folder.Run(experiment, "a")).Message, StringComparison.Ordinal);
        var other = folder.Experiment(TestFolder.SmallText.Replace("batch: 32", "batch: 64", StringComparison.Ordinal));
        Assert.Contains("other inputs", Assert.Throws<InputException>(() => folder.Run(other, "a")).Message, StringComparison.Ordinal);
        Assert.Contains("other inputs", Assert.Throws<InputException>(() => folder.Run(other, "a", new SweepOptions { Resume = true })).Message, StringComparison.Ordinal);
        folder.Run(other, "a", new SweepOptions { Force = true });
    }

    [Fact]
    public void A_damaged_line_is_named()
    {
        var experiment = folder.Experiment();
        var run = folder.Run(experiment, "a").Folder;
        var lines = File.ReadAllLines(run.Points);
        File.WriteAllLines(run.Points, [.. lines[..100], .. lines[101..]]);
        var refusal = Assert.Throws<InputException>(() => folder.Run(experiment, "a", new SweepOptions { Resume = true }));
        Assert.Equal(101, refusal.Line);
        Assert.Contains("point 99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_names_missing_and_incomplete_parts()
    {
        var experiment = folder.Experiment();
        foreach (var number in new[] { 1, 2, 4 })
            folder.Run(experiment, "parts", new SweepOptions { Shard = new Shard(number, 5) });
        var part = folder.Folder(experiment, "parts").Of(new Shard(2, 5));
        File.WriteAllLines(part.Points, File.ReadAllLines(part.Points)[..^1]);
        Assert.Contains("shards 2, 3, 5 of 5 are incomplete", Assert.Throws<InputException>(() => Merger(experiment).Merge()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Folder(experiment, "parts").Points));
    }

    [Fact]
    public void Merging_refuses_a_part_of_another_run()
    {
        var experiment = folder.Experiment();
        folder.Run(experiment, "parts", new SweepOptions { Shard = new Shard(1, 2) });
        var other = folder.Experiment(TestFolder.SmallText.Replace("batch: 32", "batch: 64", StringComparison.Ordinal));
        folder.Run(other, "parts", new SweepOptions { Shard = new Shard(2, 2) });
        Assert.Contains("another experiment", Assert.Throws<InputException>(() => Merger(experiment).Merge()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Folder(experiment, "parts").Points));
    }

    [Fact]
    public void Two_runs_do_not_share_a_folder()
    {
        var experiment = folder.Experiment();
        var run = folder.Folder(experiment, "a");
        Directory.CreateDirectory(run.FullPath);
        using var held = RunLock.Take(run);
        Assert.Contains("another process", Assert.Throws<InputException>(() => folder.Run(experiment, "a")).Message, StringComparison.Ordinal);
    }

    private SweepMerger Merger(Exploration.Experiments.Experiment experiment) =>
        new(experiment, experiment.ManifestOf("test", "test"), folder.Folder(experiment, "parts"));

    private static void AssertSame(RunFolder expected, RunFolder actual)
    {
        Assert.Equal(File.ReadAllText(expected.Points), File.ReadAllText(actual.Points));
        Assert.Equal(File.ReadAllText(expected.Answers), File.ReadAllText(actual.Answers));
        Assert.Equal(File.ReadAllText(expected.Manifest), File.ReadAllText(actual.Manifest));
    }
}
