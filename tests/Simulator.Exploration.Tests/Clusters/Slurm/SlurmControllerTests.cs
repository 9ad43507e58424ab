using Simulator.Exploration.Clusters.Slurm;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Clusters.Slurm;

[Collection("Shell")]
public sealed class SlurmControllerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slurm").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_missing_command_is_one_line()
    {
        var refusal = Assert.Throws<InputException>(() => Slurm.Submit("#!/bin/sh\n"));
        Assert.StartsWith("Slurm's command sbatch cannot be started here; accepted: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_goes_in_and_a_number_comes_out()
    {
        if (!Command("sbatch", $"cat > '{folder}/script'; echo \"$@\" > '{folder}/options'; echo '41;cluster'"))
            return;
        Assert.Equal(41, Slurm.Submit("#!/bin/bash\nhostname\n", "--array=3", "--dependency=afterok:7"));
        Assert.Equal("#!/bin/bash\nhostname\n", File.ReadAllText(Path.Combine(folder, "script")));
        Assert.Equal("--parsable --array=3 --dependency=afterok:7\n", File.ReadAllText(Path.Combine(folder, "options")));
    }

    [Fact]
    public void A_refusal_is_the_commands_last_line()
    {
        if (!Command("sbatch", "echo 'sbatch: error: first' >&2; echo 'sbatch: error: Invalid partition name specified' >&2; exit 1"))
            return;
        var refusal = Assert.Throws<SlurmUnavailableException>(() => Slurm.Submit(new string('x', 1 << 20)));
        Assert.Equal("sbatch: error: Invalid partition name specified", refusal.Message);
    }

    [Fact]
    public void A_command_that_fails_without_a_word_is_named()
    {
        if (!Command("squeue", "exit 3"))
            return;
        Assert.Equal("squeue: exit code 3", Assert.Throws<SlurmUnavailableException>(() => Slurm.Tasks("a")).Message);
    }

    [Fact]
    public void The_queue_is_asked_by_name()
    {
        if (!Command("squeue", $"echo \"$@\" > '{folder}/options'; echo '12_7|a|RUNNING|None'"))
            return;
        Assert.Equal([new SlurmTask(12, 7, "a", "RUNNING", "None")], Slurm.Tasks("a", "a-merge"));
        Assert.Contains("--me --noheader --array --name=a,a-merge ", File.ReadAllText(Path.Combine(folder, "options")), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_the_queue_are_read()
    {
        var tasks = SlurmController.Parse("12_7|gpusim-a-1|RUNNING|None\n13|gpusim-a-1-merge|PENDING|DependencyNeverSatisfied\n");
        Assert.Equal(new SlurmTask(12, 7, "gpusim-a-1", "RUNNING", "None"), tasks[0]);
        Assert.Equal(new SlurmTask(13, null, "gpusim-a-1-merge", "PENDING", "DependencyNeverSatisfied"), tasks[1]);
        Assert.True(tasks[1].IsStuck);
        Assert.False(tasks[0].IsPending);
    }

    [Fact]
    public void An_empty_queue_is_empty() => Assert.Empty(SlurmController.Parse(""));

    [Theory]
    [InlineData("12_[7-9]|a|PENDING|None")]
    [InlineData("x|a|PENDING|None")]
    [InlineData("12|a|PENDING")]
    [InlineData("12_7_8|a|PENDING|None")]
    public void What_is_not_understood_is_no_empty_queue(string line) =>
        Assert.Contains("is not understood", Assert.Throws<SlurmUnavailableException>(() => SlurmController.Parse(line)).Message, StringComparison.Ordinal);

    private SlurmController Slurm => new() { Folder = folder };

    private bool Command(string name, string script)
    {
        if (OperatingSystem.IsWindows())
            return false;
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return true;
    }
}
