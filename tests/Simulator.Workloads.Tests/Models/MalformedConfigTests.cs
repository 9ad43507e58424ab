using Simulator.Hardware.Errors;
using Simulator.Workloads.Models.HuggingFace;

namespace Simulator.Workloads.Tests.Models;

public sealed class MalformedConfigTests : IDisposable
{
    private const string Llama = """
        {
          "model_type": "llama", "hidden_size": 64, "vocab_size": 100, "max_position_embeddings": 128,
          "num_attention_heads": 4,
          "num_key_value_heads": 2,
          "num_hidden_layers": 3,
          "intermediate_size": 256
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("gpusim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_unchanged_file_is_read() => Assert.Equal(3, HuggingFaceModel.Import(Write(Llama)).Layers.Length);

    [Theory]
    [InlineData("", "config.json: the file is empty")]
    [InlineData("   \n ", "config.json: the file is empty")]
    [InlineData("[1, 2]", "config.json:1: a list where an object is expected")]
    [InlineData("{ \"model_type\": \"llama\",\n \"hidden_size\":", "config.json:2: not valid JSON")]
    [InlineData("{ \"model_type\": \"llama\" } x", "config.json:1: not valid JSON")]
    [InlineData("{}", "model_type: missing")]
    [InlineData("{ \"model_type\": \"lama\" }", "model_type: unknown architecture 'lama'; did you mean 'llama'?")]
    [InlineData("{ \"model_type\": 3 }", "model_type: 3 where a text is expected")]
    public void A_file_that_is_no_configuration(string text, string expected) => AssertFails(text, expected);

    [Theory]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": -3", "config.json:5: num_hidden_layers: -3 where a whole number")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 0", "num_hidden_layers: 0 where")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 2.5", "num_hidden_layers: 2.5 where")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": NaN", "num_hidden_layers: NaN where")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": Infinity", "num_hidden_layers: Infinity where")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 1e308", "num_hidden_layers: 1E+308 where")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 1000000", "num_hidden_layers: 1000000 layers; accepted: 1 to 10000")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": \"three\"", "num_hidden_layers: 'three' where")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": null", "num_hidden_layers: null where")]
    [InlineData("\"num_hidden_layers\": 3,", "", "num_hidden_layers: missing; a whole number is expected")]
    [InlineData("\"num_key_value_heads\": 2", "\"num_key_value_heads\": 3", "config.json:4: num_key_value_heads: 3 does not divide the 4")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 6", "head_dim: missing, and the 6 heads do not divide hidden_size 64")]
    [InlineData("256", "256, \"layer_types\": [\"full_attention\"]", "layer_types: 1 entries for 3 layers")]
    [InlineData("256", "256, \"mlp_bias\": 1", "mlp_bias: 1 where true or false is expected")]
    [InlineData("256", "256, \"quantization_config\": { \"quant_method\": \"magic\" }", "quantization_config.quant_method: unknown method 'magic'; accepted: fp8")]
    [InlineData("256", "256, \"quantization_config\": { \"quant_method\": \"gptq\", \"bits\": 3 }", "quantization_config.bits: 3 bits")]
    [InlineData("256", "256, \"quantization_config\": { \"quant_method\": \"fp8\", \"weight_block_size\": [64, 64] }", "weight_block_size: blocks of another size")]
    public void A_field_that_is_missing_or_wrong(string from, string to, string expected) =>
        AssertFails(Llama.Replace(from, to, StringComparison.Ordinal), expected);

    [Fact]
    public void Numbers_as_Python_writes_them_are_read()
    {
        var text = Llama.Replace("256", "256, \"time_step_limit\": [0.0, Infinity, -Infinity, NaN, 1e308], \"note\": \"NaN \\\" Infinity\"", StringComparison.Ordinal);
        Assert.Equal(3, HuggingFaceModel.Import(Write(text)).Layers.Length);
    }

    [Fact]
    public void A_missing_file_is_told() => AssertMessage(() => HuggingFaceModel.Import(folder), "config.json: no such file");

    [Fact]
    public void Bytes_that_are_not_text_are_told()
    {
        File.WriteAllBytes(Path.Combine(folder, "config.json"), [(byte)'{', (byte)'\n', 0xff, 0xfe]);
        AssertMessage(() => HuggingFaceModel.Import(folder), "config.json:2: byte 2 is not UTF-8 text");
    }

    [Fact]
    public void A_huge_file_is_refused_at_once()
    {
        using (var file = File.Create(Path.Combine(folder, "config.json")))
            file.SetLength(17L << 20);
        AssertMessage(() => HuggingFaceModel.Import(folder), "at most 16 MiB");
    }

    [Fact]
    public void Deep_nesting_is_told() => AssertFails(new string('[', 100_000), "not valid JSON");

    [Fact]
    public void A_file_with_a_byte_order_mark_and_comments_is_read() => Assert.Equal(3, HuggingFaceModel.Import(Write("\uFEFF// Llama\n" + Llama)).Layers.Length);

    [Fact]
    public void An_unknown_algorithm_beside_the_configuration_is_told()
    {
        Write(Llama);
        File.WriteAllText(Path.Combine(folder, "hf_quant_config.json"), """{ "quantization": { "quant_algo": "FP3" } }""");
        AssertMessage(() => HuggingFaceModel.Import(folder), "hf_quant_config.json:1: quantization.quant_algo: unknown algorithm 'FP3'; accepted: FP8");
    }

    private string Write(string text)
    {
        File.WriteAllText(Path.Combine(folder, "config.json"), text);
        return folder;
    }

    private void AssertFails(string text, string expected) => AssertMessage(() => HuggingFaceModel.Import(Write(text)), expected);

    private static void AssertMessage(Action action, string expected)
    {
        var message = Assert.Throws<InputException>(action).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
