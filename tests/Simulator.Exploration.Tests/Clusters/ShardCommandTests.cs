using Simulator.Exploration.Clusters;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Clusters;

[Collection("Shell")]
public class ShardCommandTests
{
    [Fact]
    public void A_shard_resumes_its_part_with_its_threads() => Assert.Equal(
        "/opt/gpusim run bandwidth.yaml --results results --run first --shard \"$SLURM_ARRAY_TASK_ID/4\" --resume --threads 2",
        (Commands.Of() with { Threads = 2 }).OfShard("$SLURM_ARRAY_TASK_ID"));

    [Fact]
    public void The_merge_names_the_folder() => Assert.Equal("/opt/gpusim merge results/bandwidth/first", Commands.Of().OfMerge());

    [Fact]
    public void Every_command_takes_the_common_options() =>
        Assert.All([Odd.OfShard("3"), Odd.OfMerge()], line => Assert.EndsWith(" --configs 'my configs'", line, StringComparison.Ordinal));

    [Fact]
    public void A_shell_reads_odd_names_back()
    {
        if (Shell.IsMissing)
            return;
        string[] shard = ["--shard", "3/4", "--resume", "--threads", "1"];
        Assert.Equal(
            ["run", "a \"b\" $HOME `c` \\ it's.yaml", "--results", "re;sults &", "--run", "first", .. shard, "--configs", "my configs"],
            Shell.Words(Odd.OfShard("$index"), "index=3"));
        Assert.Equal(["merge", "re;sults &/bandwidth/first", "--configs", "my configs"], Shell.Words(Odd.OfMerge()));
    }

    [Theory]
    [InlineData("a\nb.yaml")]
    [InlineData("a\rb.yaml")]
    [InlineData("a\u001bb.yaml")]
    [InlineData("")]
    public void Names_of_several_lines_are_refused(string name)
    {
        var refusal = Assert.Throws<InputException>(() => (Commands.Of() with { Experiment = name }).OfShard("1"));
        Assert.Contains("cannot stand in a job's script", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Fact]
    public void The_jobs_name_depends_on_folder_and_number_of_shards_alone()
    {
        var name = Commands.Of().JobName;
        Assert.Matches("^gpusim-bandwidth-[0-9a-f]{8}$", name);
        Assert.Equal(name, (Commands.Of() with { Program = ["x"], Threads = 7, Results = "./results/" }).JobName);
        Assert.NotEqual(name, Commands.Of(5).JobName);
        Assert.NotEqual(name, (Commands.Of() with { Run = "second" }).JobName);
        Assert.NotEqual(name, Commands.Of(directory: "/home/other").JobName);
    }

    [Fact]
    public void The_jobs_name_is_short_and_plain() =>
        Assert.Matches("^[a-z0-9-]{1,46}$", (Commands.Of() with { Name = "Ünder_the.Sea,of|names" + new string('x', 100) }).JobName);

    [Theory]
    [InlineData("/usr/bin/gpusim", "/usr/bin/gpusim.dll", "/usr/bin/gpusim")]
    [InlineData("/usr/bin/gpusim", "", "/usr/bin/gpusim")]
    [InlineData("/usr/bin/dotnet", "/opt/gpusim.dll", "/usr/bin/dotnet /opt/gpusim.dll")]
    public void The_program_calls_itself(string process, string library, string expected) =>
        Assert.Equal(expected.Split(' '), CallingProgram.Words(process, library));

    private static ShardCommand Odd { get; } = Commands.Of() with
    {
        Experiment = "a \"b\" $HOME `c` \\ it's.yaml",
        Results = "re;sults &",
        Options = ["--configs", "my configs"],
    };
}
