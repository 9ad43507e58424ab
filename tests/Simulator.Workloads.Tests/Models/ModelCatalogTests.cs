using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Models.HuggingFace;

namespace Simulator.Workloads.Tests.Models;

public class ModelCatalogTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    public static TheoryData<string> Ids => [.. Catalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_model_loads_and_counts_its_parameters(string id)
    {
        var model = Catalog.Load(id);
        Assert.Equal(id, model.Id);
        Assert.Matches("^https://(huggingface[.]co|github[.]com)/", model.Source);
        Assert.InRange(model.Parameters.Active, 1e8, model.Parameters.Total);
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
    [InlineData("deepseek-r1", "DeepSeek-V3")]
    [InlineData("nemotron-h-56b", "Nemotron-H-56B-Base-8K")]
    [InlineData("nemotron-3-nano-30b-a3b", "NVIDIA-Nemotron-3-Nano-30B-A3B-BF16")]
    [InlineData("nemotron-3-nano-30b-a3b-nvfp4", "NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4")]
    [InlineData("nemotron-3-super-120b-a12b-fp8", "NVIDIA-Nemotron-3-Super-120B-A12B-FP8")]
    [InlineData("nemotron-3-ultra-550b-a55b", "NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16")]
    [InlineData("nemotron-3-ultra-550b-a55b-nvfp4", "NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4")]
    public void A_description_equals_the_import_of_the_published_file(string id, string folder)
    {
        var imported = HuggingFaceModel.Import(SharedData.PathOf("models", folder)!);
        Assert.Null(StructuralDifference.Find(imported, Catalog.Load(id), id, "Id", "Version", "Name", "Source"));
    }

    [Theory]
    [InlineData("bge-m3", 0.5678)]
    [InlineData("bge-reranker-v2-m3", 0.5678)]
    [InlineData("whisper-large-v3", 1.5435)]
    public void Encoders_have_the_published_parameters(string id, double billions) =>
        Assert.InRange(Catalog.Load(id).Parameters.Total / 1e9, billions * 0.99, billions * 1.01);

    [Theory]
    [InlineData("llama-2-7b", 6.738)]
    [InlineData("llama-2-13b", 13.016)]
    [InlineData("llama-2-70b", 68.977)]
    [InlineData("qwen3-30b-a3b", 30.532)]
    [InlineData("gpt-oss-20b", 20.91)]
    [InlineData("mixtral-8x22b", 140.62)]
    [InlineData("nemotron-4-340b", 341)]
    [InlineData("kimi-k2", 1026)]
    [InlineData("gpt-3-175b", 174.6)]
    [InlineData("mpt-7b", 6.659)]
    public void Decoders_have_the_published_parameters(string id, double billions) =>
        Assert.InRange(Catalog.Load(id).Parameters.Total / 1e9, billions * 0.99, billions * 1.01);

    [Fact]
    public void Unquantised_variants_differ_only_in_quantisation()
    {
        var published = Catalog.Load("nemotron-3-super-120b-a12b-fp8");
        var plain = Catalog.Load("nemotron-3-super-120b-a12b");
        Assert.Null(plain.Quantisation);
        Assert.Null(StructuralDifference.Find(published, plain, "super", "Id", "Version", "Name", "Source", "Quantisation"));
    }

    [Fact]
    public void A_misspelt_id_tells_the_nearest() =>
        Assert.Contains("did you mean 'llama-3.1-8b'", Assert.Throws<InputException>(() => Catalog.Load("llama-3.1-8")).Message, StringComparison.Ordinal);

    [SharedDataFact("models", "Meta-Llama-3.1-8B")]
    public void A_path_of_a_folder_or_a_file_is_imported()
    {
        var folder = SharedData.PathOf("models", "Meta-Llama-3.1-8B")!;
        Assert.Equal(32, Catalog.Load(folder).Layers.Length);
        Assert.Equal(32, Catalog.Load(Path.Combine(folder, "config.json")).Layers.Length);
    }

    [Fact]
    public void The_phases_follow_from_the_kind()
    {
        Assert.Equal(new[] { Phase.Prefill, Phase.Decode }, Catalog.Load("llama-3.1-8b").Phases);
        Assert.Equal(new[] { Phase.Encode }, Catalog.Load("bge-m3").Phases);
        Assert.Equal(new[] { Phase.Encode, Phase.Prefill, Phase.Decode }, Catalog.Load("whisper-large-v3").Phases);
    }

    [Fact]
    public void The_schema_knows_the_keys()
    {
        var schema = DescriptionSchema.For<ModelFile>("model description").ToJsonString();
        Assert.Contains("\"kv_lora_rank\"", schema, StringComparison.Ordinal);
        Assert.Contains("\"vision-language\"", schema, StringComparison.Ordinal);
    }
}
