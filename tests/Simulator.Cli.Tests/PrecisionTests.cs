using System.Text;

namespace Simulator.Cli.Tests;

/// <summary>The precision laboratory on the command line.</summary>
public class PrecisionTests
{
    private const string Small = "--shape m=64;n=64;k=512 --sample 16";

    [Fact]
    public void Formats_are_listed_with_their_extremes()
    {
        var output = CommandLine.Succeed("precision formats").Output;
        Assert.Matches(@"fp8-e4m3 +e4m3 +8 +4 +0\.125 +448 +0\.01562\d* +0\.001953", output);
        Assert.Matches(@"nvfp4 +e2m1 .* e4m3 per 16, fp32 per tensor +0\.5625", output);
        Assert.Equal(14, CommandLine.Succeed("precision formats --json").Json.GetArrayLength());
    }

    [Fact]
    public void A_product_has_error_time_and_energy_side_by_side()
    {
        var rows = CommandLine.Succeed($"precision gemm {Small} --gpu h100-sxm b200-sxm --format bf16 fp8 nvfp4 --json").Json.EnumerateArray().ToArray();
        Assert.Equal(8, rows.Length);
        Assert.All(rows, r => Assert.True(r.GetProperty("energy_joules").GetDouble() > 0 && r.GetProperty("time_seconds").GetDouble() > 0));
        double Error(string format) => rows.First(r => r.GetProperty("format").GetString() == format).GetProperty("relative_error").GetDouble();
        Assert.True(Error("bf16") < Error("fp8-e4m3") && Error("fp8-e4m3") < Error("nvfp4"));
        Assert.All(rows, r => Assert.Equal(-20 * Math.Log10(r.GetProperty("relative_error").GetDouble()), r.GetProperty("sqnr_db").GetDouble(), 1e-9));
    }

    [Fact]
    public void The_predicted_time_is_that_of_estimate()
    {
        var row = CommandLine.Succeed($"precision gemm {Small} --gpu h100-sxm --format mxfp4 --json").Json[0];
        var estimate = CommandLine.Succeed("estimate --gpu h100-sxm --op gemm --precision mxfp4 --shape m=64;n=64;k=512 --json").Json;
        Assert.Equal(estimate.GetProperty("seconds").GetDouble(), row.GetProperty("time_seconds").GetDouble(), 1e-12);
        Assert.Equal(estimate.GetProperty("joules").GetDouble(), row.GetProperty("energy_joules").GetDouble(), 1e-9);
    }

    [Fact]
    public void A_device_computes_what_the_software_formats_say()
    {
        var rows = CommandLine.Succeed($"precision gemm {Small} --format mxfp6 --device processor --json").Json;
        Assert.Equal("processor", rows[1].GetProperty("sums").GetString());
        Assert.Equal(rows[0].GetProperty("relative_error").GetDouble(), rows[1].GetProperty("relative_error").GetDouble(), 1e-6);
    }

    [Fact]
    public void Activations_come_from_a_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.npy", Npy("'<f4'", "(3, 32)", [.. Enumerable.Range(0, 96).SelectMany(i => BitConverter.GetBytes(1f + i))]));
        var line = $"precision gemm --shape m=3;n=8;k=32 --format int8 --distribution {path}";
        Assert.Contains("errors of 3 x 8 results", CommandLine.Succeed(line).Output, StringComparison.Ordinal);
        Assert.Contains("the shape says k=64", CommandLine.Line(line.Replace("k=32", "k=64", StringComparison.Ordinal)).Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'<i4'", "(2, 2)", "elements of type '<i4'; accepted: <f2, <f4, <f8")]
    [InlineData("'<f4'", "(2, 400)", "cut short")]
    [InlineData("'<f4'", "()", "an array without elements or dimensions")]
    public void Arrays_that_cannot_be_used_are_refused(string type, string shape, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.npy", Npy(type, shape, new byte[64]));
        Assert.Contains(message, CommandLine.Line($"precision gemm --shape m=2;n=2;k=2 --distribution {path}").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_figure_shows_every_format()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Succeed($"precision gemm {Small} --gpu b200-sxm --format fp8 nvfp4 --figure {folder["f.svg"]}");
        var svg = File.ReadAllText(folder["f.svg"]);
        Assert.Contains("<svg", svg, StringComparison.Ordinal);
        Assert.Contains("Speed-up against bf16", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_of_fewer_bits_is_smaller_faster_and_less_accurate()
    {
        var rows = CommandLine.Succeed("precision kv --gpu h100-sxm --context 256 2048 --format bf16 int8 int4 --scales kivi --json").Json.EnumerateArray().ToArray();
        Assert.Equal(6, rows.Length);
        foreach (var context in rows.Chunk(3))
        {
            Assert.Equal(context.Select(r => r.GetProperty("relative_error").GetDouble()).Order(), context.Select(r => r.GetProperty("relative_error").GetDouble()));
            Assert.Equal(context.Select(r => r.GetProperty("cache_memory_bytes").GetDouble()).OrderDescending(), context.Select(r => r.GetProperty("cache_memory_bytes").GetDouble()));
        }

        // Two bytes, keys and values, 16 sequences, 8 heads of 128.
        Assert.Equal(2.0 * 2 * 16 * 8 * 128 * 256, rows[0].GetProperty("cache_memory_bytes").GetDouble());
    }

    [Theory]
    [InlineData("precision", "no verb given after 'gpusim precision'; accepted: formats, gemm, kv, train")]
    [InlineData("precision gemm --format fp9", "--format: unknown number format 'fp9'; did you mean 'fp8'")]
    [InlineData("precision gemm --shape m=4", "--shape: n")]
    [InlineData("precision gemm --distribution norml", "--distribution: unknown distribution 'norml'; did you mean 'normal'")]
    [InlineData("precision gemm --distribution none.npy", "none.npy: no such file")]
    [InlineData("precision gemm --scales collumn", "--scales: 'collumn' is not accepted; accepted: tensor, row")]
    [InlineData("precision gemm --rounding up", "--rounding: 'up' is not accepted; accepted: nearest, stochastic")]
    [InlineData("precision gemm --transform rotate", "--transform: unknown transform 'rotate'")]
    [InlineData("precision gemm --alpha 2", "--alpha: '2' is not accepted; accepted: a number from 0 to 1")]
    [InlineData("precision gemm --sample 0", "--sample: '0' is not accepted")]
    [InlineData("precision gemm --sample 2147483647", "--sample: 4096 x 4096 results over k = 4096 for each format; accepted: at most 4294967296 multiply-adds")]
    [InlineData("precision gemm --accumulation fp16", "--accumulation: unknown accumulation 'fp16'")]
    [InlineData("precision gemm --shape m=8;n=8;k=8 --format mxfp4 --accumulation int32", "--accumulation: no format is summed so")]
    [InlineData("precision gemm --figure f.svg", "--figure: speed-up needs a GPU")]
    [InlineData("precision gemm --gpu h100", "unknown GPU 'h100'; did you mean")]
    [InlineData("precision gemm --shape m=8;n=8;k=8 --device gpu9", "unknown device 'gpu9'")]
    [InlineData("precision kv --scales tokn", "--scales: unknown scaling 'tokn'; did you mean 'token'")]
    [InlineData("precision kv --context 0", "--context: '0' is not accepted")]
    [InlineData("precision kv --heads 6 --kv-heads 4", "--kv-heads: 4 does not divide the 6 query heads")]
    [InlineData("precision kv --spread 0", "--spread: '0' is not accepted")]
    [InlineData("precision kv --head-dim 5000", "--head-dim: '5000' is not accepted")]
    public void Bad_input_is_one_line(string line, string message) => Assert.Contains(message, CommandLine.Line(line).Refusal(), StringComparison.Ordinal);

    private static byte[] Npy(string type, string shape, byte[] data)
    {
        var header = $"{{'descr': {type}, 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data];
    }
}
