namespace Simulator.Cli.Tests;

public class ValidateTests
{
    private const string Rows = """
        gpu,op,precision,shape,latency_us,latency_median_us,stacks,power_w
        h100-sxm,gemm,bf16,m=4096;n=4096;k=4096,210,215,3,
        h100-sxm,gemm,bf16,m=1;n=4096;k=4096,14,14.5,3,
        a100-sxm,gemm,bf16,m=4096;n=4096;k=4096,560,570,3,
        a100-sxm,gemm,bf16,m=64;n=8192;k=64,8,16,2,
        h100-sxm,gem,bf16,m=1;n=1;k=1,2,2,1,
        h900,gemm,bf16,m=1;n=1;k=1,2,2,1,
        """;

    [Fact]
    public void The_json_has_the_documented_layout()
    {
        using var folder = new TemporaryFolder();
        var json = CommandLine.Succeed($"validate --measurements {folder.Write("rows.csv", Rows)} --json").Json;
        string[] figures = ["rows", "mape", "median_ape", "p90_ape", "wape", "bias", "roofline_mape", "interval_coverage"];
        Assert.Equal(figures, json.GetProperty("total").EnumerateObject().Select(p => p.Name));
        Assert.Equal(4, json.GetProperty("total").GetProperty("rows").GetInt32());
        Assert.Equal(2, json.GetProperty("rejected").GetInt32());
        var groups = json.GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(["h100-sxm", "a100-sxm"], groups.Select(g => g.GetProperty("gpu").GetString()));
        Assert.All(groups, g => Assert.Equal((string[])["gpu", "op", "precision", .. figures], g.EnumerateObject().Select(p => p.Name)));
        Assert.All(groups, g => Assert.InRange(g.GetProperty("mape").GetDouble(), 0, 60));
    }

    [Fact]
    public void Rows_that_cannot_be_used_are_counted_and_named()
    {
        using var folder = new TemporaryFolder();
        var output = CommandLine.Succeed($"validate --measurements {folder.Write("rows.csv", Rows)} --worst 2").Output;
        Assert.Contains("not used: 1 rows, the first at rows.csv:6", output, StringComparison.Ordinal);
        Assert.Contains("unknown GPU 'h900'", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_leave_rows_out_and_a_threshold_that_is_missed_is_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var rows = folder.Write("rows.csv", Rows);
        Assert.Equal(3, Count($"validate --measurements {rows} --max-spread 1.2 --json"));
        Assert.Equal(2, Count($"validate --measurements {rows} --gpu h100-sxm --json"));
        Assert.Equal(3, Count($"validate --measurements {rows} --where k>=128 --json"));
        var missed = CommandLine.Line($"validate --measurements {rows} --max-mape 0.001");
        Assert.Equal(1, missed.ExitCode);
        Assert.Contains("exceeds 0.001 %", missed.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Line($"validate --measurements {rows} --max-mape 1000").ExitCode);
        static int Count(string line) => CommandLine.Succeed(line).Json.GetProperty("total").GetProperty("rows").GetInt32();
    }

    [Theory]
    [InlineData("validate --measurements nowhere.csv")]
    [InlineData("validate --measurements ROWS --max-mape many")]
    [InlineData("validate --measurements ROWS --max-spread 0.5")]
    [InlineData("validate --measurements ROWS --where n=4")]
    [InlineData("validate --measurements ROWS --op rope")]
    [InlineData("validate --measurements EMPTY")]
    [InlineData("calibrate --measurements ROWS")]
    [InlineData("calibrate --measurements ROWS --op rope --out OUT")]
    [InlineData("calibrate --profile --measurements ROWS --out OUT")]
    [InlineData("calibrate --profile --leave-one-gpu-out --gpu h100-sxm --measurements ROWS --out OUT")]
    [InlineData("validate --measurements ROWS --profile EMPTY")]
    [InlineData("simulate --gpu h100-sxm --model llama-3.1-8b --profile nowhere")]
    public void Bad_input_is_refused_in_one_line(string line)
    {
        using var folder = new TemporaryFolder();
        line = line.Replace("ROWS", folder.Write("rows.csv", Rows), StringComparison.Ordinal)
            .Replace("EMPTY", folder.Write("empty.csv", ""), StringComparison.Ordinal)
            .Replace("OUT", folder["out.yaml"], StringComparison.Ordinal);
        CommandLine.Line(line).Refusal();
        Assert.False(File.Exists(folder["out.yaml"]));
    }

    [Fact]
    public void A_fit_is_written_with_its_record_and_can_be_used()
    {
        using var folder = new TemporaryFolder();
        var rows = folder.Write("rows.csv", Rows);
        var fit = CommandLine.Line($"calibrate --measurements {rows} --leave-one-gpu-out --passes 1 --out {folder["mine.yaml"]}");
        Assert.Equal(0, fit.ExitCode);
        var text = File.ReadAllText(folder["mine.yaml"]);
        Assert.Contains("gpus: [a100-sxm, h100-sxm]", text, StringComparison.Ordinal);
        Assert.Contains("data_sha256:", text, StringComparison.Ordinal);
        double fitted = Mape($"--calibration {folder["mine.yaml"]}"), shipped = Mape("");
        Assert.True(fitted < shipped, $"{fitted} against {shipped}");
        double Mape(string option) => CommandLine.Succeed($"validate --measurements {rows} --json {option}").Json.GetProperty("total").GetProperty("mape").GetDouble();
    }

    [Fact]
    public void The_csv_keeps_further_columns_and_has_a_line_per_row()
    {
        using var folder = new TemporaryFolder();
        var rows = folder.Write("rows.csv", "gpu,op,precision,shape,latency_us,driver\nh100-sxm,gemm,bf16,m=8;n=512;k=512,5,550.1\n");
        var lines = CommandLine.Succeed($"validate --measurements {rows} --csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("driver", lines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("550.1", lines[1].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_is_fitted_marked_in_every_output_and_refused_for_another_gpu()
    {
        using var folder = new TemporaryFolder();
        var lines = Enumerable.Range(1, 20).Select(i => $"h100-sxm,gemm,bf16,m={64 * i};n=4096;k=4096,{40 + (20 * i)}");
        var rows = folder.Write("rows.csv", "gpu,op,precision,shape,latency_us\n" + string.Join('\n', lines));
        var profile = folder["mine.yaml"];
        Assert.Contains("of this device alone", CommandLine.Succeed($"calibrate --profile --measurements {rows} --out {profile}").Output, StringComparison.Ordinal);
        var step = $"simulate --gpu h100-sxm --model llama-3.1-8b --profile {profile}";
        Assert.Contains("with the device profile mine", CommandLine.Succeed(step).Output, StringComparison.Ordinal);
        var json = CommandLine.Succeed(step + " --json").Json;
        Assert.Equal("mine", json.GetProperty("profile").GetString());
        Assert.Contains(json.GetProperty("operators").EnumerateArray(), o => o.GetProperty("provenance").GetString() == "profiled");
        var one = "--op gemm --precision bf16 --shape m=512;n=4096;k=4096";
        Assert.Contains("with the device profile mine", CommandLine.Succeed($"estimate --gpu h100-sxm {one} --profile {profile}").Output, StringComparison.Ordinal);
        var with = CommandLine.Succeed($"validate --measurements {rows} --profile {profile} --json").Json;
        Assert.Equal("mine", with.GetProperty("profile").GetString());
        var without = CommandLine.Succeed($"validate --measurements {rows} --json").Json;
        Assert.True(Mape(with) < Mape(without));
        CommandLine.Line(step.Replace("h100-sxm", "a100-sxm", StringComparison.Ordinal)).Refusal();
        static double Mape(System.Text.Json.JsonElement report) => report.GetProperty("total").GetProperty("mape").GetDouble();
    }

    [Fact]
    public void A_comparison_says_what_the_error_leaves_open()
    {
        var text = CommandLine.Succeed("simulate --compare h100-sxm,h200-sxm,l40s --model llama-3.1-8b --phase prefill --seq 4096 --precision bf16").Output;
        Assert.Contains("not separable: the 90 % intervals leave open which one is faster", text, StringComparison.Ordinal);
        Assert.Contains("slower", text, StringComparison.Ordinal);
    }
}
