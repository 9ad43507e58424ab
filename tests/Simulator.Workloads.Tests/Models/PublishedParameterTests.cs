using Simulator.Workloads.Models.HuggingFace;
using Xunit.Abstractions;

namespace Simulator.Workloads.Tests.Models;

public class PublishedParameterTests(ITestOutputHelper output)
{
    [SharedDataTheory("models")]
    [InlineData("Meta-Llama-3.1-8B", 8.03)]
    [InlineData("Meta-Llama-3.1-70B", 70.6)]
    [InlineData("Meta-Llama-3.1-405B", 405.9)]
    [InlineData("Llama-3_3-Nemotron-Super-49B-v1", 49.9)]
    [InlineData("Qwen3-32B", 32.8)]
    [InlineData("Qwen3-235B-A22B", 235)]
    [InlineData("gpt-oss-120b", 116.8)]
    [InlineData("Mixtral-8x7B-v0.1", 46.7)]
    [InlineData("DeepSeek-V3", 671)]
    [InlineData("Nemotron-H-56B-Base-8K", 56)]
    [InlineData("NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", 31.6)]
    [InlineData("NVIDIA-Nemotron-3-Super-120B-A12B-FP8", 120)]
    [InlineData("NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16", 550)]
    [InlineData("Qwen3.5-35B-A3B", 35)]
    [InlineData("Qwen3-VL-32B-Instruct", 33)]
    public void Total_is_within_two_percent_of_the_published_count(string folder, double billions)
    {
        var total = HuggingFaceModel.Import(SharedData.PathOf("models", folder)!).Parameters.Total / 1e9;
        output.WriteLine($"{folder}: {total:f3} B, published {billions} B, {(total / billions) - 1:p2}");
        Assert.InRange(total, billions * 0.98, billions * 1.02);
    }

    [SharedDataTheory("models")]
    [InlineData("Qwen3-235B-A22B", 22, true)]
    [InlineData("gpt-oss-120b", 5.1, false)]
    [InlineData("Mixtral-8x7B-v0.1", 12.9, true)]
    [InlineData("DeepSeek-V3", 37, false)]
    [InlineData("NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", 3.6, true)]
    [InlineData("NVIDIA-Nemotron-3-Super-120B-A12B-FP8", 12, false)]
    [InlineData("NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16", 55, false)]
    [InlineData("Qwen3.5-35B-A3B", 3, false)]
    public void Active_is_within_two_percent_of_the_published_count(string folder, double billions, bool withEmbedding)
    {
        var count = HuggingFaceModel.Import(SharedData.PathOf("models", folder)!).Parameters;
        var active = (withEmbedding ? count.ActiveWithEmbedding : count.Active) / 1e9;
        output.WriteLine($"{folder}: {count.Active / 1e9:f3} B, with embedding {count.ActiveWithEmbedding / 1e9:f3} B, published {billions} B; MTP {count.Mtp / 1e9:f3} vision {count.Vision / 1e9:f3}");
        Assert.InRange(active, billions * 0.98, billions * 1.02);
    }
}
