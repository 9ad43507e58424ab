using Simulator.Systems.Inference;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.HuggingFace;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Matrix;

/// <summary>Every model on four generations of GPUs, in each of its phases, within a node of eight.</summary>
public class ModelMatrixTests
{
    private const double LargestOverRoofline = 1000;
    private const int NodeGpus = 8;
    private static readonly string[] Gpus = ["h100-sxm", "a100-sxm", "l40s", "b200-sxm"];

    public static TheoryData<string> Ids => [.. Catalogue.Models.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_model_of_the_catalogue_is_priced_or_does_not_fit(string id)
    {
        foreach (var line in Answers(Catalogue.Models.Load(id)))
            Assert.NotEmpty(line);
    }

    [SharedDataTheory("models")]
    [InlineData("llama-3.1-8b", "Meta-Llama-3.1-8B")]
    [InlineData("llama-3.1-70b", "Meta-Llama-3.1-70B")]
    [InlineData("llama-3.1-405b", "Meta-Llama-3.1-405B")]
    [InlineData("llama-3.1-70b-fp8", "Llama-3.1-70B-Instruct-FP8")]
    [InlineData("llama-3.3-nemotron-super-49b", "Llama-3_3-Nemotron-Super-49B-v1")]
    [InlineData("qwen3-32b", "Qwen3-32B")]
    [InlineData("qwen3-32b-fp8", "Qwen3-32B-FP8")]
    [InlineData("qwen3-235b-a22b", "Qwen3-235B-A22B")]
    [InlineData("qwen3-vl-32b", "Qwen3-VL-32B-Instruct")]
    [InlineData("qwen3.5-35b-a3b", "Qwen3.5-35B-A3B")]
    [InlineData("gpt-oss-120b", "gpt-oss-120b")]
    [InlineData("mixtral-8x7b", "Mixtral-8x7B-v0.1")]
    [InlineData("deepseek-v3", "DeepSeek-V3")]
    [InlineData("nemotron-h-56b", "Nemotron-H-56B-Base-8K")]
    [InlineData("nemotron-3-nano-30b-a3b", "NVIDIA-Nemotron-3-Nano-30B-A3B-BF16")]
    [InlineData("nemotron-3-nano-30b-a3b-nvfp4", "NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4")]
    [InlineData("nemotron-3-super-120b-a12b-fp8", "NVIDIA-Nemotron-3-Super-120B-A12B-FP8")]
    [InlineData("nemotron-3-ultra-550b-a55b", "NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16")]
    [InlineData("nemotron-3-ultra-550b-a55b-nvfp4", "NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4")]
    public void The_published_file_gives_the_answer_of_the_catalogue(string id, string folder)
    {
        var imported = HuggingFaceModel.Import(SharedData.PathOf("models", folder)!);
        Assert.Equal(Answers(Catalogue.Models.Load(id)), Answers(imported));
    }

    private static List<string> Answers(ModelDescription model) =>
        [.. Gpus.SelectMany(gpu => model.Phases.Select(phase => $"{gpu} {phase}: {Answer(model, phase, gpu)}"))];

    private static string Answer(ModelDescription model, Phase phase, string gpu)
    {
        var step = phase switch
        {
            Phase.Decode => StepShape.Decode(1, Math.Min(2048, model.MaxPositions)),
            Phase.Prefill => StepShape.Prefill(1, Math.Min(512, model.MaxPositions)),
            _ => StepShape.Encode(1, 512),
        };
        var system = Catalogue.Node(gpu);
        for (var tp = 1; tp <= NodeGpus; tp *= 2)
        {
            var request = Catalogue.Request(model, step, parallelism: new Parallelism { Tp = tp });
            if (Record.Exception(() => request.Parallelism.Against(model)) is not null)
                continue;
            var prediction = StepPrediction.Of(system, Catalogue.Coefficients, request.BuildTrace(), request);
            if (prediction.Result is { } result)
            {
                Assert.True(double.IsFinite(result.Seconds) && result.Seconds > 0, $"{model.Id} {gpu} {phase}: {result.Seconds}");
                Assert.InRange(result.Seconds, result.RooflineSeconds * (1 - 1e-9), result.RooflineSeconds * LargestOverRoofline);
                Assert.All(prediction.Elasticities, e => Assert.True(double.IsFinite(e.Value), $"{e}"));
                return $"tp{tp} {result.Seconds:R} s, {prediction.Memory!.Total:R} B";
            }

            Assert.True(prediction.Memory!.Shortage > 0);
        }

        return "does not fit";
    }
}
