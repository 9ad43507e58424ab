using System.Text.Json;

namespace Simulator.Cli.Tests;

/// <summary><c>gpusim precision train</c> with a tiny model.</summary>
public class PrecisionTrainTests
{
    private const string Tiny = "precision train --layers 2 --hidden 32 --heads 2 --inner 64 --seq 32 --batch 2 --steps 4 --eval-every 2";

    [Fact]
    public void The_same_seed_writes_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string Curves(string name, int threads)
        {
            Succeed($"{Tiny} --recipes bf16 nvfp4 fp8-delayed --seeds 2 --threads {threads} --csv {folder[name]}");
            return File.ReadAllText(folder[name]);
        }

        var first = Curves("a.csv", 1);
        Assert.Equal(first, Curves("b.csv", 3));
        var lines = first.TrimEnd().Split('\n');
        Assert.Equal("recipe,seed,step,training_loss,validation_loss,learning_rate", lines[0].Trim());
        Assert.Equal(1 + (3 * 2 * 4), lines.Length);
    }

    [Fact]
    public void Json_holds_settings_text_machine_and_every_run()
    {
        using var folder = new TemporaryFolder();
        Succeed($"{Tiny} --recipes bf16 nvfp4-naive --seeds 2 --seed 7 --json {folder["r.json"]} --figure {folder["f.svg"]}");
        var json = JsonDocument.Parse(File.ReadAllText(folder["r.json"])).RootElement;
        Assert.Equal(4, json.GetProperty("settings").GetProperty("steps").GetInt32());
        Assert.True(json.GetProperty("machine").GetProperty("cores").GetInt32() > 0);
        Assert.True(json.GetProperty("text").GetProperty("chance_nats").GetDouble() > 0);
        var recipes = json.GetProperty("recipes").EnumerateArray().ToArray();
        Assert.Equal(["bf16", "nvfp4-naive"], recipes.Select(r => r.GetProperty("name").GetString()));
        Assert.Equal([7, 8], recipes[1].GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("seed").GetInt32()));
        Assert.True(recipes[1].GetProperty("runs")[0].GetProperty("gradients").GetProperty("flushed_to_zero").GetInt64() > 0);
        Assert.True(recipes[1].GetProperty("memory_bytes").GetProperty("activations").GetDouble()
            < recipes[0].GetProperty("memory_bytes").GetProperty("activations").GetDouble());
        var svg = File.ReadAllText(folder["f.svg"]);
        Assert.Contains("Validation loss over training steps", svg, StringComparison.Ordinal);
        Assert.Contains("less that of bf16 from the same seed", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_compare_with_bf16()
    {
        var output = Succeed($"{Tiny} --recipes bf16 mxfp8 --seeds 1").Output;
        Assert.Contains("one seed: not known", output, StringComparison.Ordinal);
        Assert.Contains("flushed to zero", output, StringComparison.Ordinal);
        Assert.Contains("of bf16", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("precision train --recipes fp9", "--recipes: unknown recipe 'fp9'")]
    [InlineData("precision train --hidden 100", "--hidden: '100' is not accepted; accepted: the heads (5) times a multiple of 16")]
    [InlineData("precision train --inner 100", "--inner: '100' is not accepted; accepted: a multiple of 16")]
    [InlineData("precision train --seq 20", "--seq: '20' is not accepted; accepted: a multiple of 16")]
    [InlineData("precision train --seq 1600000 --batch 1", "--batch: 1600000 bytes in a step; accepted: at most 65536")]
    [InlineData("precision train --layers 2000", "--hidden: 620242080 parameters with 2000 layers; accepted: at most 100000000")]
    [InlineData("precision train --steps 0", "--steps: '0' is not accepted")]
    [InlineData("precision train --learning-rate 2", "--learning-rate: '2' is not accepted; accepted: a number above 0, at most 1")]
    [InlineData("precision train --learning-rate nan", "--learning-rate: 'nan' is not accepted")]
    [InlineData("precision train --seeds 5000", "--seeds: '5000' is not accepted; accepted: at most 1000")]
    [InlineData("precision train --text none.txt", "none.txt: no such file")]
    [InlineData("precision train --csv --json", "standard output takes one result")]
    public void Bad_input_is_one_line(string line, string message) => Assert.Contains(message, CommandLine.Line(line).Refusal(), StringComparison.Ordinal);

    // Progress is on standard error.
    private static CommandLine Succeed(string line)
    {
        var result = CommandLine.Line(line);
        Assert.True(result.ExitCode == 0, $"{line}: {result.Error}");
        return result;
    }
}
