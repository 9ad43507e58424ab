using Simulator.Hardware.Formats;
using Simulator.Workloads.Models.HuggingFace;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Tests.Models;

public sealed class QuantisationImportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gpusim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""{ "quant_method": "fp8", "weight_block_size": [128, 128] }""", "fp8-block")]
    [InlineData("""{ "quant_method": "fp8" }""", "fp8")]
    [InlineData("""{ "quant_method": "awq", "bits": 4 }""", "w4a16")]
    [InlineData("""{ "quant_method": "gptq", "bits": 8 }""", "w8a16")]
    [InlineData("""{ "quant_method": "mxfp4" }""", "w4a16-mxfp4")]
    [InlineData("""{ "quant_method": "modelopt", "quant_algo": "NVFP4" }""", "nvfp4")]
    [InlineData("""{ "quant_method": "compressed-tensors", "config_groups": { "group_0": { "weights": { "num_bits": 4, "type": "int" } } } }""", "w4a16")]
    public void The_method_decides_the_precision(string quantisation, string precision) => Assert.Equal(precision, Import(quantisation).Precision.Name);

    [Theory]
    [InlineData("model.layers.1.self_attn.q_proj", WeightComponent.Attention, 1)]
    [InlineData("model.layers.1.self_attn", WeightComponent.Attention, 1)]
    [InlineData("model.layers.1*", WeightComponent.Attention, 1)]
    [InlineData("*layers.2.mlp*", WeightComponent.FeedForward, 2)]
    [InlineData("re:.*layers\\\\.2\\\\.mlp.*", WeightComponent.FeedForward, 2)]
    public void An_exclusion_covers_the_layers_that_its_pattern_names(string pattern, WeightComponent component, int layer)
    {
        var quantisation = Import($$"""{ "quant_method": "compressed-tensors", "ignore": ["lm_head", "{{pattern}}"], "config_groups": { "group_0": { "weights": { "num_bits": 8, "type": "float" }, "input_activations": { "num_bits": 8 } } } }""");
        Assert.Equal(GemmPrecisions.Bf16, quantisation.Of(component, layer));
        Assert.Equal(GemmPrecisions.Fp8, quantisation.Of(component, 0));
    }

    [Fact]
    public void The_file_beside_the_configuration_comes_first_and_names_the_cache()
    {
        File.WriteAllText(
            Path.Combine(folder, "hf_quant_config.json"),
            """{ "quantization": { "quant_algo": "FP8", "kv_cache_quant_algo": "FP8", "exclude_modules": ["lm_head", "model.layers.*.self_attn.*"] } }""");
        var quantisation = Import("""{ "quant_method": "awq", "bits": 4 }""");
        Assert.Equal(GemmPrecisions.Fp8, quantisation.Precision);
        Assert.Equal(NumberFormats.Fp8E4M3, quantisation.Kv);
        var exclusion = Assert.Single(quantisation.Exclusions);
        Assert.Equal(WeightComponent.Attention, exclusion.Component);
        Assert.Empty(exclusion.Layers);
    }

    private PublishedQuantisation Import(string quantisation)
    {
        File.WriteAllText(Path.Combine(folder, "config.json"), $$"""
            {
              "model_type": "llama", "hidden_size": 64, "vocab_size": 100, "max_position_embeddings": 128,
              "num_attention_heads": 4, "num_hidden_layers": 3, "intermediate_size": 256,
              "quantization_config": {{quantisation}}
            }
            """);
        return HuggingFaceModel.Import(folder).Quantisation!;
    }
}
