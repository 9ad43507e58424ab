using System.Text.Json;

namespace Simulator.Cli.Tests;

/// <summary>Area, power, cost and energy on the command line.</summary>
public class SiliconTests
{
    private const string Step = "simulate --gpu b200-sxm --model llama-3.1-8b --phase prefill --seq 4096";

    [Fact]
    public void A_gpu_is_shown_with_its_area_power_and_cost()
    {
        var output = CommandLine.Succeed("show gpu h100-sxm").Output;
        Assert.Matches(@"compute dies +8\d\d mm2", output);
        Assert.Matches(@"published: 814 mm2, estimate -\d\.\d %", output);
        Assert.Contains("published: 700 W", output, StringComparison.Ordinal);
        Assert.Matches(@"700 W leave 8\d\.\d % of it", output);
        Assert.Matches(@"\d+ dies a wafer, \d+\.\d % of them sold", output);
    }

    [Fact]
    public void A_design_that_no_scanner_prints_is_named() =>
        Assert.Contains("larger than one exposure can print", CommandLine.Succeed("show gpu h100-sxm --set gpu.sm.count=264").Output, StringComparison.Ordinal);

    [Fact]
    public void A_process_that_is_not_known_leaves_the_estimates_out() =>
        Assert.Contains("are not estimated", CommandLine.Succeed("show gpu h100-sxm --set gpu.package.process=none").Output, StringComparison.Ordinal);

    [Fact]
    public void A_step_has_energy_and_power()
    {
        var output = CommandLine.Succeed(Step).Output;
        Assert.Matches(@"energy +[\d.]+ J a step on all GPUs, [\d.]+ mJ per token", output);
        Assert.Matches(@"power +\d+ W per GPU of 1 kW, which leaves \d\d\.\d % of the clock: tensor", output);
    }

    [Fact]
    public void Energy_in_json_adds_up()
    {
        using var document = JsonDocument.Parse(CommandLine.Succeed(Step + " --json").Output);
        var step = document.RootElement.GetProperty("step");
        var energy = step.GetProperty("energy");
        var joules = energy.GetProperty("joules_per_gpu").GetDouble();
        Assert.Equal(joules, energy.GetProperty("joules_by_component").EnumerateObject().Sum(p => p.Value.GetDouble()), joules * 1e-12);
        Assert.Equal(joules / step.GetProperty("seconds").GetDouble(), energy.GetProperty("average_watts").GetDouble(), 1e-6);
        Assert.Equal(joules / 4096, energy.GetProperty("joules_per_token").GetDouble(), joules * 1e-12);
    }

    [Fact]
    public void An_operator_has_energy()
    {
        var line = "estimate --gpu h100-sxm --op gemm --precision bf16 --shape m=8192;n=8192;k=8192";
        Assert.Matches(@"average power +\d+ W", CommandLine.Succeed(line).Output);
        using var document = JsonDocument.Parse(CommandLine.Succeed(line + " --json").Output);
        var root = document.RootElement;
        Assert.Equal(root.GetProperty("joules").GetDouble() / root.GetProperty("seconds").GetDouble(), root.GetProperty("average_watts").GetDouble(), 1e-6);
    }

    [Fact]
    public void The_technology_has_a_schema() =>
        Assert.Contains("\"sram_cell\"", CommandLine.Succeed("schema technology").Output, StringComparison.Ordinal);
}
