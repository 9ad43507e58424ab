namespace Simulator.Cli.Tests;

/// <summary><c>gpusim submit</c>, as far as it needs no cluster.</summary>
public class SubmitTests
{
    private static readonly string Experiment = Path.Combine(CommandLine.Root, "tests", "slurm", "bandwidth.yaml");

    [Fact]
    public void Slurm_gets_a_job_array_that_calls_this_program()
    {
        const string Each = "--time 90min --cpus-per-task 2 --memory 1GiB --partition long";
        var line = $"submit \"{Experiment}\" --engine slurm --shards 64 {Each} --results out --run a --configs \"{Configs}\" --print";
        var script = CommandLine.Succeed(line).Output;
        Assert.All(
            ["--array=1-64", "--time=0-01:30:00", "--cpus-per-task=2", "--mem=1024M", "--partition=\"long\""],
            option => Assert.Contains($"#SBATCH {option}\n", script, StringComparison.Ordinal));
        Assert.Contains($" run {Experiment} --results out --run a --shard \"$SLURM_ARRAY_TASK_ID/64\" --resume ", script, StringComparison.Ordinal);
        Assert.Contains($" --threads 2 --configs {Configs}\n", script, StringComparison.Ordinal);
        Assert.Contains($" merge out/bandwidth/a --configs {Configs}\n", script, StringComparison.Ordinal);
        Assert.Contains("--dependency=afterok:", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parallel", "--resume-failed")]
    [InlineData("slurm", "sbatch --parsable")]
    public void Every_engine_can_be_printed(string engine, string word) =>
        Assert.Contains(word, CommandLine.Succeed($"submit \"{Experiment}\" --engine {engine} --shards 4 --print").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--engine slrum --shards 4", "--engine: unknown engine 'slrum'; did you mean 'slurm'?")]
    [InlineData("--engine slurm", "--shards: no value given")]
    [InlineData("--engine slurm --shards 1", "--shards: '1' is not accepted")]
    [InlineData("--engine slurm --shards 200000", "--shards: '1/200000' is no shard")]
    [InlineData("--engine slurm --shards 4 --time 30", "--time: '30' is not accepted")]
    [InlineData("--engine slurm --shards 4 --memory 2GHz", "--memory: '2GHz' is not accepted")]
    [InlineData("--engine slurm --shards 4 --run a/b", "--run: 'a/b' is no folder's name")]
    [InlineData("--engine parallel --shards 4", "--engine: 'parallel' is not started from here")]
    [InlineData("--engine kubernetes --shards 4 --results /results --print", "lies outside of the volume")]
    public void What_cannot_be_used_is_refused(string options, string expected) =>
        Assert.Contains(expected, CommandLine.Line($"submit \"{Experiment}\" {options}").Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Help_is_grouped()
    {
        var help = CommandLine.Succeed("submit --help").Output;
        Assert.All(["Run:", "Each shard:", "Examples:"], title => Assert.Contains($"\n{title}", help, StringComparison.Ordinal));
    }

    private static string Configs => Path.Combine(CommandLine.Root, "configs");
}
