using Simulator.Exploration.Clusters;
using Simulator.Exploration.Clusters.Slurm;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Clusters.Slurm;

[Collection("Shell")]
public class SlurmScriptTests
{
    private static readonly JobResources Resources = new() { Cores = 2, MemoryBytes = 4e9, TimeSeconds = 93784.2, Partition = "long" };

    [Fact]
    public void Shards_are_a_job_array()
    {
        var lines = new SlurmScript(Commands.Of(64), Resources).Shards.Split('\n');
        Assert.Equal("#!/bin/bash", lines[0]);
        Assert.All(
            ["#SBATCH --array=1-64", "#SBATCH --cpus-per-task=2", "#SBATCH --mem=3815M", "#SBATCH --time=1-02:03:05", "#SBATCH --partition=\"long\"",
                "#SBATCH --requeue", "#SBATCH --output=\"/home/user/results/bandwidth/first/slurm/shard-%a.log\"", "cd /home/user || exit"],
            line => Assert.Contains(line, lines));
        Assert.Equal("exec " + Commands.Of(64).OfShard("$SLURM_ARRAY_TASK_ID"), lines[^2]);
    }

    [Fact]
    public void What_is_not_asked_for_is_left_to_the_cluster() =>
        Assert.DoesNotMatch("--(mem|time|partition)", new SlurmScript(Commands.Of(), new JobResources()).Submission);

    [Fact]
    public void Directives_hold_odd_paths_as_sbatch_reads_them() => Assert.Contains(
        "#SBATCH --output=\"/home/50%% \\\"a\\\" b\\\\c/results/bandwidth/first/slurm/shard-%a.log\"",
        new SlurmScript(Commands.Of(directory: "/home/50% \"a\" b\\c"), Resources).Shards.Split('\n'));

    [Fact]
    public void Path_with_line_end_is_refused() =>
        Assert.Throws<InputException>(() => new SlurmScript(Commands.Of(directory: "/home/a\nb"), Resources).Shards);

    [Fact]
    public void The_submission_hands_both_scripts_to_sbatch_unchanged()
    {
        if (Shell.IsMissing)
            return;
        var folder = Directory.CreateTempSubdirectory("slurm").FullName;
        try
        {
            var script = new SlurmScript(Commands.Of(directory: folder) with { Experiment = "it's $HOME.yaml" }, Resources);
            var recorder = $"sbatch() {{ echo \"$@\" >> '{folder}/options'; cat >> '{folder}/scripts'; echo '41;here'; }}\n";
            Assert.Equal("submitted: shards 41, merge 41\n", Shell.Run(recorder + script.Submission, "bash"));
            Assert.Equal("--parsable\n--parsable --dependency=afterok:41\n", File.ReadAllText(Path.Combine(folder, "options")));
            Assert.Equal(script.Shards + script.Merge, File.ReadAllText(Path.Combine(folder, "scripts")));
            Assert.True(Directory.Exists(script.Folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(new[] { 7 }, "7")]
    [InlineData(new[] { 1, 2, 3 }, "1-3")]
    [InlineData(new[] { 1, 3, 4, 9, 11, 12, 13 }, "1,3-4,9,11-13")]
    public void Shards_are_listed_in_short(int[] shards, string expected) => Assert.Equal(expected, SlurmScript.ArrayOf(shards));
}
