using System.Text;

namespace Simulator.Cli.Tests.BadInput;

/// <summary>Files that are empty, cut, no text or huge are refused in one line that names them.</summary>
public class FileTests
{
    private static readonly byte[] NoText = [0x61, 0xc3, 0x28, 0x0a];

    public static TheoryData<string, string, string> Files
    {
        get
        {
            var gpu = File.ReadAllText(Path.Combine(CommandLine.Root, "configs", "gpus", "h100-sxm.yaml"));
            var model = File.ReadAllText(Path.Combine(CommandLine.Root, "workloads", "models", "llama-3.1-8b.yaml"));
            var trace = File.ReadAllText(Directory.EnumerateFiles(Path.Combine(CommandLine.Root, "workloads", "traces"), "llama*.csv").First());
            const string config = """{"architectures": ["LlamaForCausalLM"], "hidden_size": 4096}""";
            var data = new TheoryData<string, string, string>();
            foreach (var (option, name, good) in new[] { ("gpu", "x.yaml", gpu), ("model", "x.yaml", model), ("model", "config.json", config), ("trace", "x.csv", trace) })
            {
                data.Add(option, name, "");
                data.Add(option, name, "\n\n");
                data.Add(option, name, good[..(good.Length / 3)]);
                data.Add(option, name, "[1, 2");
                data.Add(option, name, "{}");
                data.Add(option, name, "null");
                data.Add(option, name, "a,b\u0000c\n");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_is_refused(string option, string name, string text)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(name, Run(option, folder.Write(name, text)).Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu", "x.yaml")]
    [InlineData("model", "x.yaml")]
    [InlineData("model", "config.json")]
    [InlineData("trace", "x.csv")]
    public void Bytes_that_are_no_text_and_huge_files_are_refused(string option, string name)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("UTF-8", Run(option, folder.Write(name, NoText)).Refusal(), StringComparison.Ordinal);
        using (var huge = File.OpenWrite(folder[name]))
        {
            huge.SetLength(0);
            huge.Write(Encoding.UTF8.GetBytes("name,op,precision,shape,repeat,stream\n"));
            huge.SetLength(100_000_000);
        }

        Assert.Contains(name, Run(option, folder[name]).Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,gemm,bf16,m=1;n=1,1,0", ":2: shape.k: missing")]
    [InlineData("x,gem,bf16,m=1,1,0", ":2: op: unknown operator 'gem'")]
    [InlineData("x,gemm,bf99,m=1;n=1;k=1,1,0", ":2: precision: unknown precision 'bf99'")]
    [InlineData("x,gemm,bf16,m=1;n=1;k=1,0,0", ":2: repeat: '0' is out of range")]
    [InlineData("x,gemm,bf16,m=1;n=1;k=1,1,-1", ":2: stream: '-1' is out of range")]
    [InlineData("x,gemm,bf16,m=1;n=1;k=1", "fields")]
    [InlineData("\"x,gemm,bf16,m=1;n=1;k=1,1,0", "fields")]
    public void A_bad_row_of_a_trace_is_named(string row, string message)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("x.csv", $"name,op,precision,shape,repeat,stream\n{row}\n");
        Assert.Contains(message, Run("trace", file).Refusal(), StringComparison.Ordinal);
    }

    private static CommandLine Run(string option, string file) => option switch
    {
        "gpu" => CommandLine.Run("simulate", "--gpu", file, "--model", "llama-3.1-8b"),
        "model" => CommandLine.Run("simulate", "--gpu", "h100-sxm", "--model", file),
        _ => CommandLine.Run("simulate", "--gpu", "h100-sxm", "--trace", file),
    };
}
