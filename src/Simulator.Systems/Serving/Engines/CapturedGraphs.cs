using System.Collections.Immutable;
using System.Globalization;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Engines;

/// <summary>
/// The sizes for which an engine has captured CUDA graphs. A step of decodes is padded to the next size; a larger one is launched kernel by kernel. A
/// step with prompts is launched kernel by kernel too, or where <see cref="Piecewise"/> by graphs of what lies between the attentions, padded alike.
/// </summary>
/// <param name="sizes">Tokens of a step, at least one size; in any order.</param>
/// <param name="piecewise">Whether steps with prompts have graphs too.</param>
public sealed class CapturedGraphs(ImmutableArray<int> sizes, bool piecewise = false)
{
    private static readonly ImmutableArray<string> Families = ["vllm", "sglang", "trtllm"];
    private readonly int[] sorted = [.. sizes.Distinct().Order()];

    /// <summary>The sizes, in their order.</summary>
    public IReadOnlyList<int> Sizes => sorted;

    /// <summary>Whether steps with prompts have graphs too.</summary>
    public bool Piecewise => piecewise;

    /// <summary>
    /// The sizes of a stack's defaults, or a list. <c>vllm</c>: 1, 2, 4, every 8 below 256, every 16 to 512, with piecewise graphs (vLLM V1,
    /// config/compilation.py, cudagraph_mode FULL_AND_PIECEWISE). <c>sglang</c>: 1, 2, 4, 8, 12, every 8 to 256, every 16 to 512 (SGLang, server_args.py,
    /// with cuda_graph_max_bs 512). <c>trtllm</c>: 1, 2, 4, every 8 to 128, then powers of two to 2048 (TensorRT-LLM, llm_args.py, with padding and
    /// its default max_batch_size). A list: <c>1,2,4,8</c>, decodes alone.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The sizes.</returns>
    /// <exception cref="InputException">It is neither.</exception>
    public static CapturedGraphs Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        switch (text)
        {
            case "vllm":
                return new CapturedGraphs([1, 2, 4, .. Every(8, 8, 256), .. Every(272, 16, 512)], piecewise: true);
            case "sglang":
                return new CapturedGraphs([1, 2, 4, 8, 12, .. Every(16, 8, 256), .. Every(272, 16, 512)]);
            case "trtllm":
                return new CapturedGraphs([1, 2, 4, .. Every(8, 8, 128), 256, 512, 1024, 2048]);
        }

        const NumberStyles Spaced = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        ImmutableArray<int> list = [.. text.Split(',').Select(p => int.TryParse(p, Spaced, CultureInfo.InvariantCulture, out var n) ? n : 0)];
        return list.All(n => n is >= 1 and <= 1 << 20)
            ? new CapturedGraphs(list)
            : throw new InputException($"'{text}' is not accepted; sizes such as 1,2,4,8, or {NearestNames.Hint(text, Families)}", key: "graph_sizes");

        static IEnumerable<int> Every(int first, int step, int last) => Enumerable.Range(0, ((last - first) / step) + 1).Select(i => first + (i * step));
    }

    /// <summary>How a step is launched, and what is computed beside it for nothing.</summary>
    /// <param name="load">The step.</param>
    /// <returns>The step with its padding.</returns>
    public StepLoad Launch(in StepLoad load)
    {
        var index = Array.BinarySearch(sorted, load.Tokens);
        index = index < 0 ? ~index : index;
        return index == sorted.Length || (load.Prompts > 0 && !piecewise)
            ? load with { Launch = StepLaunch.Eager }
            : load with { Padding = sorted[index] - load.Tokens, Launch = load.Prompts > 0 ? StepLaunch.Piecewise : StepLaunch.Graph };
    }
}
