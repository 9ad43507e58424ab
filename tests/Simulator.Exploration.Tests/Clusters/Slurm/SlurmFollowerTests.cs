using Simulator.Exploration.Clusters;
using Simulator.Exploration.Clusters.Slurm;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Clusters.Slurm;

public sealed class SlurmFollowerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("follower").FullName;
    private readonly List<string> told = [];
    private readonly CancellationTokenSource source = new();

    public void Dispose()
    {
        source.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Shards_are_submitted_once_and_merged()
    {
        var slurm = new FakeSlurm(4);
        Follow(slurm);
        Assert.Equal(["1 shards --array=1-4", "2 merge --dependency=afterok:1"], slurm.Submissions);
        Assert.True(slurm.IsMerged);
        Assert.Equal("4 of 4 shards complete, 0 running, 0 waiting", told[^1]);
        Assert.Contains("0 of 4 shards complete, 4 running, 0 waiting", told);
    }

    [Fact]
    public void Scripts_are_kept_beside_the_logs()
    {
        Follow(new FakeSlurm(4));
        Assert.Equal(Script.Shards, File.ReadAllText(Path.Combine(Script.Folder, "shards.sbatch")));
        Assert.Equal(Script.Merge, File.ReadAllText(Path.Combine(Script.Folder, "merge.sbatch")));
    }

    [Fact]
    public void Failed_shards_are_submitted_again_and_the_merge_waits_for_them()
    {
        var slurm = new FakeSlurm(4) { Fate = (shard, start) => shard is 2 or 3 && start == 1 ? "PRF" : shard == 4 ? "PRRRRRRRRRRC" : "PRC" };
        Follow(slurm);
        Assert.Equal(
            ["1 shards --array=1-4", "2 merge --dependency=afterok:1", "3 shards --array=2-3", "4 merge --dependency=afterany:1,afterok:3"], slurm.Submissions);
        Assert.True(slurm.IsMerged);
        Assert.Contains("shards 2-3 failed, submitted again as job 3 (retry 1 of at most 2)", told);
    }

    [Fact]
    public void A_shard_that_fails_late_and_twice_is_repaired_twice()
    {
        var slurm = new FakeSlurm(4) { Fate = (shard, start) => shard == 3 && start < 3 ? "PRF" : "PC" };
        Follow(slurm);
        Assert.Equal(3, slurm.StartsOf(3));
        Assert.Equal(1, slurm.StartsOf(1));
        Assert.True(slurm.IsMerged);
    }

    [Fact]
    public void A_shard_that_always_fails_ends_the_run_after_the_others_are_done()
    {
        var slurm = new FakeSlurm(4) { Fate = (shard, _) => shard == 3 ? "PF" : "PRRRRRRRRRRRRRRRRRRRRRC" };
        Directory.CreateDirectory(Script.Folder);
        File.WriteAllText(Script.LogOf(3), "Starting\ngpusim: bandwidth.yaml:3: bad\n\n");
        var refusal = Assert.Throws<InputException>(() => Follow(slurm));
        Assert.StartsWith(
            "shard 3 of 4 failed, retries: 2, complete: 3; last words: gpusim: bandwidth.yaml:3: bad (", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, slurm.StartsOf(3));
        Assert.Equal(0, slurm.LiveJobs);
        Assert.False(slurm.IsMerged);
    }

    [Fact]
    public void A_node_that_fails_is_the_queues_own_business()
    {
        var slurm = new FakeSlurm(4) { Fate = (shard, _) => shard == 1 ? "PRRPPPRRC" : "PRC" };
        Follow(slurm);
        Assert.Equal(2, slurm.Submissions.Count);
        Assert.True(slurm.IsMerged);
    }

    [Fact]
    public void A_disk_that_shows_files_late_makes_no_failure()
    {
        var slurm = new FakeSlurm(4) { Fate = (_, _) => "PRS" };
        Follow(slurm);
        Assert.Equal(2, slurm.Submissions.Count);
    }

    [Fact]
    public void What_never_ends_is_followed_until_Control_C()
    {
        var slurm = new FakeSlurm(4) { Fate = (_, _) => "P" };
        var follower = Follower(slurm, (pause, cancellation) =>
        {
            if (slurm.Ticks == 200)
                source.Cancel();
            slurm.Tick(pause, cancellation);
        });
        Assert.Throws<OperationCanceledException>(() => follower.Run(source.Token));
        Assert.Equal(2, slurm.Submissions.Count);
        Assert.Equal(5, slurm.LiveJobs);
        Assert.Equal("no longer followed; the jobs go on. The same command follows them again; 'scancel 1 2' ends them", told[^1]);
        Assert.Equal(3, told.Count);
        Assert.Contains("0 of 4 shards complete, 0 running, 4 waiting (Resources)", told);
    }

    [Fact]
    public void Another_follower_goes_on_with_jobs_that_are_in_the_queue()
    {
        var slurm = new FakeSlurm(4) { Fate = (shard, start) => shard == 2 && start == 1 ? "PRRRRF" : "PRRRRC" };
        var first = Follower(slurm, (pause, cancellation) =>
        {
            if (slurm.Ticks == 2)
                source.Cancel();
            slurm.Tick(pause, cancellation);
        });
        Assert.Throws<OperationCanceledException>(() => first.Run(source.Token));
        Follow(slurm);
        Assert.Contains("already in the queue, followed: jobs 1 2", told);
        Assert.Equal(["3 shards --array=2", "4 merge --dependency=afterok:3"], slurm.Submissions[2..]);
        Assert.True(slurm.IsMerged);
    }

    [Fact]
    public void Only_what_is_missing_on_disk_is_submitted()
    {
        var slurm = new FakeSlurm(4);
        slurm.Complete(1, 2, 4);
        Follow(slurm);
        Assert.Equal(["1 shards --array=3", "2 merge --dependency=afterok:1"], slurm.Submissions);
    }

    [Fact]
    public void A_run_that_is_done_submits_nothing()
    {
        var slurm = new FakeSlurm(4) { IsMerged = true };
        slurm.Complete(1, 2, 3, 4);
        Follow(slurm);
        Assert.Empty(slurm.Submissions);
        Assert.Equal(0, slurm.Ticks);
    }

    [Fact]
    public void Complete_shards_without_a_merge_are_merged()
    {
        var slurm = new FakeSlurm(4);
        slurm.Complete(1, 2, 3, 4);
        Follow(slurm);
        Assert.Equal(["1 merge"], slurm.Submissions);
        Assert.True(slurm.IsMerged);
    }

    [Fact]
    public void A_merge_that_failed_is_submitted_again_but_not_for_ever()
    {
        Follow(new FakeSlurm(4) { MergeFate = start => start < 3 ? "RF" : "RC" });
        var refusal = Assert.Throws<InputException>(() => Follow(new FakeSlurm(4) { MergeFate = _ => "RF" }));
        Assert.StartsWith("all shards are complete, but the merge failed; it left no log (", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_controller_that_is_away_for_a_while_is_asked_again()
    {
        var fault = new SlurmUnavailableException("cannot contact");
        var slurm = new FakeSlurm(4) { Fate = (_, _) => "PRRRRRRRRC", Fault = tick => tick is > 2 and < 8 ? fault : null };
        Follow(slurm);
        Assert.Equal(2, slurm.Submissions.Count);
        Assert.Single(told, line => line == "Slurm does not answer, asked again until it does: cannot contact");
    }

    [Fact]
    public void A_controller_that_stays_away_ends_the_follower_alone()
    {
        var slurm = new FakeSlurm(4) { Fate = (_, _) => "PR", Fault = tick => tick > 2 ? new SlurmUnavailableException("cannot contact") : null };
        Assert.Equal("cannot contact; the same command follows the jobs again", Assert.Throws<InputException>(() => Follow(slurm)).Message);
        Assert.Equal(5, slurm.LiveJobs);
    }

    [Fact]
    public void A_refused_submission_is_one_line()
    {
        var slurm = new FakeSlurm(4) { Fault = _ => new SlurmUnavailableException("sbatch: error: invalid partition specified: none") };
        Assert.Equal("sbatch: error: invalid partition specified: none", Assert.Throws<InputException>(() => Follow(slurm)).Message);
    }

    [Fact]
    public void More_shards_than_an_array_may_have_are_explained()
    {
        var fault = new SlurmUnavailableException("sbatch: error: Batch job submission failed: Invalid job array specification");
        var slurm = new FakeSlurm(4) { Fault = _ => fault };
        Assert.Contains("MaxArraySize", Assert.Throws<InputException>(() => Follow(slurm)).Message, StringComparison.Ordinal);
    }

    private SlurmScript Script => new(Commands.Of(directory: folder), new JobResources());

    private void Follow(FakeSlurm slurm) => Follower(slurm, slurm.Tick).Run(CancellationToken.None);

    private SlurmFollower Follower(FakeSlurm slurm, Action<TimeSpan, CancellationToken> wait) =>
        new(Script, slurm, slurm, maxRetries: 2, told.Add) { Wait = wait };
}
