using Simulator.Exploration.Clusters;
using Simulator.Exploration.Clusters.Kubernetes;
using Simulator.Exploration.Clusters.Parallel;
using Simulator.Hardware.Errors;
using YamlDotNet.RepresentationModel;

namespace Simulator.Exploration.Tests.Clusters;

[Collection("Shell")]
public class EngineTests
{
    private static readonly JobResources Resources = new() { Cores = 2, MemoryBytes = 4e9, TimeSeconds = 600 };
    private static readonly ShardCommand Odd = Commands.Of(64) with { Experiment = "it's $HOME \"a\".yaml" };

    [Theory]
    [InlineData("slurm")]
    [InlineData("parallel")]
    [InlineData("kubernetes")]
    public void Engines_are_found_by_name(string name) => Assert.Equal(name, ClusterEngines.Find(name).Name);

    [Fact]
    public void Unknown_engines_are_refused() => Assert.Equal(
        "unknown engine 'slrum'; did you mean 'slurm'? accepted: slurm, parallel, kubernetes",
        Assert.Throws<InputException>(() => ClusterEngines.Find("slrum")).Message);

    [Theory]
    [InlineData("slurm")]
    [InlineData("parallel")]
    public void Bash_understands_the_scripts(string name)
    {
        if (Shell.IsMissing)
            return;
        Shell.Run("set -n\n" + ClusterEngines.Find(name).Script(Odd, Resources), "bash");
    }

    [Fact]
    public void Parallel_gives_the_shards_number_to_the_command()
    {
        var script = new ParallelEngine().Script(Odd, Resources);
        Assert.Contains($"shard() {{ {Odd.OfShard("$1")} >>", script, StringComparison.Ordinal);
        Assert.Contains("--retries 4 --timeout 600 --memfree 3815M --joblog \"$logs/jobs.tsv\" --resume-failed", script, StringComparison.Ordinal);
        Assert.Contains("shard ::: {1..64} ", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Kubernetes_gets_an_indexed_job_and_a_merge()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(new KubernetesEngine().Script(Odd, Resources)));
        Assert.Equal(2, yaml.Documents.Count);
        var job = yaml.Documents[0].RootNode;
        Assert.Equal("Job", $"{job["kind"]}");
        var spec = job["spec"];
        Assert.Equal(("Indexed", "64", "3"), ($"{spec["completionMode"]}", $"{spec["completions"]}", $"{spec["backoffLimitPerIndex"]}"));
        Assert.Equal("600", $"{spec["template"]["spec"]["activeDeadlineSeconds"]}");
        var container = spec["template"]["spec"]["containers"][0];
        Assert.Equal("3815Mi", $"{container["resources"]["requests"]["memory"]}");
        Assert.Equal($"{job["metadata"]["name"]}-merge", $"{yaml.Documents[1].RootNode["metadata"]["name"]}");
    }

    [Fact]
    public void Pods_count_from_nought_and_shards_from_one()
    {
        if (Shell.IsMissing)
            return;
        var yaml = new YamlStream();
        yaml.Load(new StringReader(new KubernetesEngine().Script(Odd, Resources)));
        var line = $"{yaml.Documents[0].RootNode["spec"]["template"]["spec"]["containers"][0]["command"][2]}";
        Assert.StartsWith("exec gpusim run ", line, StringComparison.Ordinal);
        var words = Shell.Words(line.Replace("$$", "$", StringComparison.Ordinal)["exec ".Length..], "JOB_COMPLETION_INDEX=0");
        Assert.Equal(["run", Odd.Experiment, "--results", "results", "--run", "first", "--shard", "1/64", "--resume", "--threads", "1"], words);
    }

    [Theory]
    [InlineData("/home/user/a.yaml")]
    [InlineData("../a.yaml")]
    public void Kubernetes_refuses_files_outside_of_the_volume(string path) =>
        Assert.Throws<InputException>(() => new KubernetesEngine().Script(Commands.Of() with { Experiment = path }, Resources));
}
