using Simulator.Hardware.Errors;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Workloads.Tests.Models;

public sealed class MalformedModelTests : IDisposable
{
    private const string Valid = """
        id: mine
        name: Mine
        source: a test
        kind: decoder
        hidden: 64
        vocab: 100
        max_positions: 128
        blocks:
          layer:
            attention: { heads: 4, kv_heads: 2, head_dim: 16 }
            dense: { inter: 256 }
          sparse:
            moe: { experts: 8, topk: 2, inter: 32 }
        layers: (layer sparse)*2 layer
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("gpusim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_unchanged_file_is_read() => Assert.Equal(5, Load(Valid).Layers.Length);

    [Theory]
    [InlineData("kind: decoder", "kind: decodr", "mine.yaml:4: kind:")]
    [InlineData("hidden: 64", "hiden: 64", "mine.yaml:5: hiden: unknown key; did you mean 'hidden'?")]
    [InlineData("hidden: 64", "hidden: -64", "mine.yaml:5: hidden:")]
    [InlineData("hidden: 64", "hidden: 99999999", "99999999 columns of hidden; accepted: at most 16777216")]
    [InlineData("hidden: 64\n", "", "hidden: the key is missing")]
    [InlineData("(layer sparse)*2 layer", "layer*2 spars", "mine.yaml:14: layers: unknown block 'spars'; did you mean 'sparse'?")]
    [InlineData("(layer sparse)*2 layer", "(layer sparse", "mine.yaml:14: layers: a ( without a )")]
    [InlineData("(layer sparse)*2 layer", "layer)", "layers: a ) without a (")]
    [InlineData("(layer sparse)*2 layer", "layer*0", "layers: a * without a whole number from 1")]
    [InlineData("(layer sparse)*2 layer", "((layer*9999)*9999)*9999", "layers: more than 10000 layers")]
    [InlineData("(layer sparse)*2 layer", "layer + sparse", "layers: '+' where a block's name or a ( is expected")]
    [InlineData("(layer sparse)*2 layer", "''", "layers:")]
    [InlineData("kv_heads: 2", "kv_heads: 3", "mine.yaml:10: blocks.layer.attention.kv_heads: 3 does not divide the 4 heads")]
    [InlineData("heads: 4, kv_heads: 2", "heads: 4000, kv_heads: 2", "4000 attention heads; accepted: at most 512")]
    [InlineData("topk: 2", "topk: 9", "blocks.sparse.moe.topk: 9 of 8 experts")]
    [InlineData("dense: { inter: 256 }", "moe: { experts: 8, topk: 2, inter: 32 }\n    dense: { inter: 256 }", "blocks.layer: at most one of")]
    [InlineData("kind: decoder", "kind: vision-language", "vision: a vision encoder and the kind vision-language go together")]
    [InlineData("vocab: 100", "vocab: 100\nquantisation: { precision: fp9 }", "quantisation.precision: unknown precision; did you mean 'fp8'")]
    public void What_is_wrong_is_told_in_one_line(string from, string to, string expected)
    {
        var message = Assert.Throws<InputException>(() => Load(Valid.Replace(from, to, StringComparison.Ordinal))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private Simulator.Workloads.Models.ModelDescription Load(string text)
    {
        var path = Path.Combine(folder, "mine.yaml");
        File.WriteAllText(path, text);
        return new ModelCatalog(folder).Load(path);
    }
}
