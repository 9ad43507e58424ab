namespace Simulator.Cli.Tests.BadInput;

/// <summary>Every way to get a command line wrong ends in one line on standard error that says what is accepted.</summary>
public class CommandLineTests
{
    private const string H100 = "simulate --gpu h100-sxm --model llama-3.1-70b --tp 4";
    private const string Gemm = "estimate --gpu h100-sxm --op gemm";

    [Theory]
    [InlineData("simulat", "unknown verb 'simulat'; did you mean 'simulate'?")]
    [InlineData("help", "unknown verb 'help'; accepted: simulate")]
    [InlineData("@file", "unknown verb '@file'")]
    [InlineData("\"\"", "unknown verb ''")]
    [InlineData("--foo", "unknown option '--foo'; 'gpusim --help' lists")]
    [InlineData("list", "no verb given after 'gpusim list'; accepted: gpus, systems")]
    [InlineData("list gpu", "unknown verb 'gpu'; did you mean 'gpus'?")]
    [InlineData("show gpu", "no id given; accepted: an id, or the path of a file")]
    [InlineData("show gpu h100-sxm a100-sxm", "'a100-sxm' is one argument too many")]
    [InlineData("show gpu h100", "unknown GPU 'h100'; did you mean 'h100-pcie' or 'h100-sxm'")]
    [InlineData("show system hgx-h10", "unknown system 'hgx-h10'; did you mean 'hgx-h100'")]
    [InlineData("show model llama-3.1-7b", "unknown model 'llama-3.1-7b'; did you mean 'llama-3.1-70b' or 'llama-3.1-8b'")]
    [InlineData("schema gpus", "unknown verb 'gpus'; did you mean 'gpu'?")]
    [InlineData("simulate", "no GPU given; add --gpu ID")]
    [InlineData("simulate --gpu h100-sxm", "no model given; add --model ID")]
    [InlineData("simulate --gpu --model llama-3.1-8b", "--gpu: no value given; accepted: --gpu ID")]
    [InlineData("simulate --gpu h100-sxn --model llama-3.1-8b", "unknown GPU 'h100-sxn'; did you mean 'h100-sxm'")]
    [InlineData("simulate --gpu h100-sxm --model llama3.1-8b", "unknown model 'llama3.1-8b'; did you mean 'llama-3.1-8b'")]
    [InlineData("simulate --gpu h100-sxm --model", "--model: no value given")]
    [InlineData("simulate --system hgx-h101 --model llama-3.1-8b", "unknown system 'hgx-h101'; did you mean")]
    [InlineData($"{H100} --system hgx-h100", "--gpu h100-sxm and --system hgx-h100 both name a GPU")]
    [InlineData($"{H100} --gpu a100-sxm", "--gpu: given more than once")]
    [InlineData($"{H100} --batc 4", "unknown option '--batc'; did you mean '--batch'?")]
    [InlineData($"{H100} extra", "'extra' is one argument too many")]
    [InlineData($"{H100} --precision fp9", "--precision: unknown precision recipe 'fp9'; did you mean 'fp8'")]
    [InlineData($"{H100} --phase decoed", "--phase: unknown phase 'decoed'; did you mean 'decode'?")]
    [InlineData($"{H100} --phase 1", "--phase: unknown phase '1'; accepted: prefill, decode, encode")]
    [InlineData($"{H100} --phase encode", "--phase: llama-3.1-70b has no phase encode; accepted: prefill, decode")]
    [InlineData("simulate --gpu h100-sxm --model bge-m3 --phase decode", "--phase: bge-m3 has no phase decode; accepted: encode")]
    [InlineData($"{H100} --kv fp4", "--kv: unknown number format 'fp4'")]
    [InlineData($"{H100} --attention fp17", "--attention: unknown number format 'fp17'; did you mean 'fp16'")]
    [InlineData($"{H100} --lm-head f8", "--lm-head: unknown precision 'f8'; did you mean 'fp8'")]
    [InlineData($"{H100} --batch", "--batch: no value given; accepted: --batch N")]
    [InlineData($"{H100} --batch 0", "--batch: '0' is not accepted; accepted: a whole number from 1")]
    [InlineData($"{H100} --batch -4", "--batch: '-4' is not accepted")]
    [InlineData($"{H100} --batch 2.5", "--batch: '2.5' is not accepted")]
    [InlineData($"{H100} --batch NaN", "--batch: 'NaN' is not accepted")]
    [InlineData($"{H100} --batch 99999999999999999999", "--batch: '99999999999999999999' is not accepted")]
    [InlineData($"{H100} --batch 2147483647", "--batch: 2147483647 tokens in one step; accepted: at most")]
    [InlineData($"{H100} --batch 7 --dp 2", "--batch: 7 sequences cannot be divided over 2 data-parallel groups; accepted: 6 or 8")]
    [InlineData($"{H100} --context 200000", "--context: 200000 tokens per sequence of llama-3.1-70b; accepted: at most 131072")]
    [InlineData($"{H100} --seq 100", "--seq: belongs to prefill and encode; decode takes context")]
    [InlineData($"{H100} --phase prefill --context 100", "--context: belongs to decode")]
    [InlineData($"{H100} --prefix 100", "--prefix: belongs to prefill")]
    [InlineData($"{H100} --phase prefill --seq 131072 --prefix 1", "--seq: 131073 tokens per sequence")]
    [InlineData("simulate --gpu h100-sxm --model llama-3.1-70b --tp 3", "--tp: 3 does not divide the 64 attention heads")]
    [InlineData("simulate --gpu h100-sxm --model llama-3.1-70b --tp 16", "tp16 needs 16 GPUs; h100-sxm-node has 8")]
    [InlineData("simulate --gpu h100-sxm --model llama-3.1-70b --pp 100", "--pp: 100 pipeline stages for 80 layers")]
    [InlineData("simulate --gpu h100-sxm --model mixtral-8x7b --tp 2 --ep 3", "--ep: 3 does not divide the 2 ranks of a stage")]
    [InlineData("simulate --system gb200-nvl72 --model mixtral-8x7b --tp 32 --ep 16", "--ep: 16 does not divide the 8 experts")]
    [InlineData($"{H100} --dp 2147483647 --tp 1", "--tp: given more than once")]
    [InlineData("simulate --gpu h100-sxm --model llama-3.1-70b --dp 2147483647", "--dp: 2147483647 is out of range")]
    [InlineData($"{H100} --set gpu.memory.bandwidth=8", "gpu.memory.bandwidth: '8' has no unit; accepted: a number with a unit")]
    [InlineData($"{H100} --set gpu.memory.bandwidth=8GHz", "gpu.memory.bandwidth: '8GHz' has the wrong unit 'GHz'")]
    [InlineData($"{H100} --set gpu.memory.bandwidth=-8TB/s", "gpu.memory.bandwidth: '-8TB/s' is out of range")]
    [InlineData($"{H100} --set gpu.memory.bandwidth=0TB/s", "gpu.memory.bandwidth: '0TB/s' is out of range")]
    [InlineData($"{H100} --set gpu.memory.bandwidth=NaNTB/s", "gpu.memory.bandwidth: 'NaNTB/s' is not a number")]
    [InlineData($"{H100} --set gpu.memory.bandwidth=1e999TB/s", "gpu.memory.bandwidth: '1e999TB/s' is too large")]
    [InlineData($"{H100} --set gpu.memory.bandwidht=8TB/s", "gpu.memory.bandwidht: unknown key; did you mean 'gpu.memory.bandwidth'")]
    [InlineData($"{H100} --set memory.bandwidth=8TB/s", "memory.bandwidth: unknown path; accepted: paths that begin with gpu.")]
    [InlineData($"{H100} --set gpu.memory.bandwidth", "'gpu.memory.bandwidth' is no assignment; accepted: path=value")]
    [InlineData($"{H100} --set", "--set: no value given; accepted: --set PATH=VALUE")]
    [InlineData($"{H100} --set system.nodes=2", "system.nodes: a path below system. needs --system ID")]
    [InlineData($"{H100} --calibration nope", "nope.yaml: no such file")]
    [InlineData($"{H100} --configs /none", "--configs: '/none' has no folder 'gpus'")]
    [InlineData($"{H100} --workloads /none", "--workloads: '/none' has no folder 'models'")]
    [InlineData($"{H100} --trace x.csv", "--trace: a trace holds the workload already; leave out --model")]
    [InlineData("simulate --gpu h100-sxm --trace x.csv --batch 4", "--trace: a trace holds the workload already; leave out --batch")]
    [InlineData("simulate --gpu h100-sxm --trace none.csv", "none.csv: no such file")]
    [InlineData("simulate --gpu h100-sxm --trace /", "/: is a directory; a CSV file is expected")]
    [InlineData("simulate --gpu none/x.yaml --model llama-3.1-8b", "none/x.yaml: no such file")]
    [InlineData("simulate --gpu h100-sxm --model none/config.json", "no such file")]
    [InlineData("simulate --model llama-3.1-8b --compare ,", "--compare: no GPU; accepted: ids separated by commas")]
    [InlineData("simulate --model llama-3.1-8b --compare h100-sxm,b200", "unknown GPU 'b200'; did you mean")]
    [InlineData($"{H100} --compare b200-sxm", "--compare names the GPUs itself")]
    [InlineData("simulate --model llama-3.1-8b --compare h100-sxm --timeline x.json", "--timeline: one timeline holds one step")]
    [InlineData($"{H100} --timeline", "--timeline: no value given")]
    [InlineData("trace --model llama-3.1-8b --node-size 0", "--node-size: '0' is not accepted")]
    [InlineData("estimate --gpu h100-sxm --shape m=1", "--op")]
    [InlineData("estimate --gpu h100-sxm --op gem --shape m=1", "--op: unknown operator 'gem'; did you mean 'gemm'?")]
    [InlineData($"{Gemm} --shape m=1;n=1", "--shape: k: missing")]
    [InlineData($"{Gemm} --shape m=1;n=1;k=0", "--shape: k: '0' is out of range")]
    [InlineData($"{Gemm} --shape m=1;n=1;k=1;j=1", "--shape: j: unknown key")]
    [InlineData($"{Gemm} --shape m", "--shape: 'm' is not of the form key=value")]
    [InlineData($"{Gemm} --shape m=1;n=1;k=1 --precision fp9", "--precision: unknown precision 'fp9'; did you mean 'fp8'")]
    [InlineData($"{Gemm} --shape m=1;n=1;k=1 --l2 hot", "--l2: unknown state 'hot'; accepted: cold, warm, step")]
    public void Is_refused(string line, string message) => Assert.Contains(message, CommandLine.Line(line).Refusal(), StringComparison.Ordinal);

    [Fact]
    public void Control_characters_do_not_reach_the_terminal() => CommandLine.Run("\u001b[31m\n").Refusal();

    [Theory]
    [InlineData("--gpu h100-sxm --model llama-3.1-70b")]
    [InlineData("--gpu h100-sxm --model llama-3.1-70b --tp 2 --precision fp8 --batch 200 --context 4096")]
    [InlineData("--gpu l40s --model llama-3.1-8b --batch 64 --context 8192")]
    [InlineData("--gpu h100-sxm --model deepseek-v3 --tp 8 --batch 8")]
    [InlineData("--gpu a100-sxm --model llama-3.1-8b --dp 2 --batch 512 --context 4096")]
    [InlineData("--gpu l40s --model gpt-oss-120b --batch 32 --context 4096")]
    public void Advice_on_what_fits_works(string step)
    {
        var refusal = CommandLine.Line($"simulate {step}").Refusal();
        Assert.Matches(" too much; ", refusal);
        var words = refusal.Split([' ', ',', ';']).ToList();
        var tp = words.IndexOf("--tp");
        if (refusal.Contains("; fits with --tp", StringComparison.Ordinal))
            CommandLine.Succeed($"simulate {With(step, "--tp", words[tp + 1])}");
        if (words.IndexOf("--batch") is var batch and > 0 && int.TryParse(words[batch + 1], out var most))
        {
            var groups = step.Contains("--dp 2", StringComparison.Ordinal) ? 2 : 1;
            CommandLine.Succeed($"simulate {With(step, "--batch", $"{most}")}");
            Assert.Contains("does not fit", CommandLine.Line($"simulate {With(step, "--batch", $"{most + groups}")}").Refusal(), StringComparison.Ordinal);
        }
    }

    private static string With(string step, string option, string value)
    {
        var words = step.Split(' ').ToList();
        if (words.IndexOf(option) is var at and >= 0)
            words.RemoveRange(at, 2);
        return $"{string.Join(' ', words)} {option} {value}";
    }
}
