using Simulator.Hardware.Gpus;
using Simulator.Systems.Serving.Engines;
using Simulator.Workloads.Models;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Validation;

/// <summary>
/// What the public launch scripts of InferenceX (SemiAnalysisAI/InferenceX, folder benchmarks, as of the runs' days: October 2025 to March 2026) pass to
/// the engines, and the stacks' documented defaults where they pass nothing: settings that a table of results does not record. Facts of how runs were
/// started, none fitted; two are inferred from the runs and say so.
/// </summary>
internal static class LaunchScript
{
    /// <summary>
    /// The probability that a drafted token is accepted where those before it were. That of a first token of DeepSeek's models on text is 0.85 to 0.9
    /// (technical report, section 5.4.3); later ones, and prompts of random tokens, have less; estimated.
    /// </summary>
    internal const double Acceptance = 0.7;

    private const int VllmBudget = 8192;
    private const int VllmGraphTokens = 512;
    private const int VllmGptOssGraphTokens = 2048;
    private const int SglangBudget = 16384;
    private const int SglangBlockScaledBudget = 32768;
    private const int TrtllmBudget = 8192;
    private const int TrtllmLlamaBudget = 16384;
    private const int TrtllmGptOssBudget = 20000;

    /// <summary>How the engine of a run batches.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">Its model.</param>
    /// <param name="ranks">Its ranks.</param>
    /// <returns>The settings, without host times.</returns>
    internal static EngineSettings Settings(MeasuredServing run, ModelDescription model, Parallelism ranks) => run.Stack switch
    {
        "trtllm" => Trtllm(run, model, ranks),
        "sglang" => Sglang(run),
        _ => Vllm(run, model),
    };

    /// <summary>The part of memory that an engine may use.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">Its model.</param>
    /// <returns>From 0 to 1; of what weights leave for TensorRT-LLM.</returns>
    internal static double MemoryFraction(MeasuredServing run, ModelDescription model) => (run.Stack, Family(model)) switch
    {
        ("trtllm", "gpt-oss") => 0.85,
        ("trtllm", "deepseek") => 0.8,
        ("sglang", _) when IsFourGpus(run) => 0.95,
        ("sglang", _) => run.Precision == "fp4" ? 0.85 : 0.82,
        _ => 0.9,
    };

    /// <summary>
    /// Whether the cache is kept in fp8. TensorRT-LLM's scripts say so wherever weights have 8 bits or fewer; those of vLLM and SGLang do on Blackwell,
    /// vLLM's for Llama and gpt-oss alone; else the cache has the format of the activations. One script contradicts its runs: vLLM's for Llama 70B on H100
    /// asks for fp8, but the queues of the runs on two GPUs are those of a cache of 16 bits; that is taken (inferred).
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="model">Its model.</param>
    /// <param name="gpu">Its GPU.</param>
    /// <returns>Whether it is.</returns>
    internal static bool HasNarrowCache(MeasuredServing run, ModelDescription model, GpuDescription gpu) =>
        run.Precision is not ("" or "bf16")
        && (run.Stack == "trtllm" || (gpu.Tensor.BlockScaled && (run.Stack == "sglang" || Family(model) is "llama" or "gpt-oss")));

    /// <summary>
    /// Tokens drafted by multi-token prediction. The scripts that switch it on for DeepSeek-R1 under TensorRT-LLM ran with image 1.2.0rc6.post3, which no
    /// other script used, and when they were added, on 14 January 2026, with 1.1.0rc2.post2: three tokens, one with data-parallel attention.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="model">Its model.</param>
    /// <param name="ranks">Its ranks.</param>
    /// <returns>0 where nothing says so.</returns>
    internal static int DraftTokens(MeasuredServing run, ModelDescription model, Parallelism ranks) =>
        run.Stack != "trtllm" || Family(model) != "deepseek" ? 0
        : run.StackVersion == "1.2.0rc6.post3" || (run.StackVersion == "1.1.0rc2.post2" && run.Day == "2026-01-14") ? ranks.Dp > 1 ? 1 : 3
        : 0;

    private static EngineSettings Vllm(MeasuredServing run, ModelDescription model) => new()
    {
        TokenBudget = VllmBudget,
        GraphTokens = Family(model) == "gpt-oss" ? VllmGptOssGraphTokens : IsBlackwell(run) && Family(model) == "llama" ? 0 : VllmGraphTokens,
    };

    private static EngineSettings Sglang(MeasuredServing run) => new()
    {
        Policy = SchedulerPolicy.PrefillFirst,
        TokenBudget = run.Precision == "fp4" ? SglangBudget : IsFourGpus(run) ? VllmBudget : SglangBlockScaledBudget,
        ReceiveSteps = !IsBlackwell(run) ? 1 : run.Concurrency >= 16 && !IsFourGpus(run) ? 30 : 10,
    };

    private static EngineSettings Trtllm(MeasuredServing run, ModelDescription model, Parallelism ranks)
    {
        // Room for a prompt beside a step's tokens of every sequence, drafted ones included.
        var each = 1 + DraftTokens(run, model, ranks);
        var budget = Math.Max(TrtllmBudget, ((run.Concurrency * each) + run.InputTokens + 127) / 64 * 64);
        var settings = new EngineSettings { ReserveAnswers = true, ChunkedPrefill = false, FractionOfFree = true, TokenBudget = budget };
        switch (Family(model))
        {
            case "gpt-oss":
                return settings with { TokenBudget = TrtllmGptOssBudget, MaxSequences = 512, BalanceSteps = 50 };
            case "deepseek":
                var narrow = run.Precision == "fp4";
                var graphs = run.InputTokens == 1024 && run.OutputTokens == 1024 ? narrow ? ranks.Ep == 8 : run.Concurrency >= 64
                    : !narrow && run.Concurrency >= (run.InputTokens == 8192 ? 64 : 128);
                var delays = !narrow && run.InputTokens == 1024 && run.OutputTokens == 1024 && run.Concurrency >= 64;
                return settings with
                {
                    GraphTokens = graphs && ranks.Dp == 1 ? budget : 0,
                    BatchWaitSteps = delays ? 40 : 0,
                    BatchWaitFill = 0.8,
                    BalanceSteps = 60,
                };
            case "llama" when run.Precision is not ("" or "bf16"):
                var waits = run.InputTokens == 1024 && run.OutputTokens == 1024 && run.Tp < 8;
                return settings with { TokenBudget = TrtllmLlamaBudget, BatchWaitSteps = waits ? 20 : 0, BatchWaitFill = 0.9 };
            case "llama" when run.StackVersion.StartsWith("1.0.", StringComparison.Ordinal):
                // In these runs one client waits at any time, whatever the length of the answers, for 8 to 64 clients: the engine fills one place less
                // than there are. Inferred from the runs; no script of theirs is public.
                return settings with { MaxSequences = Math.Max(1, run.Concurrency - 1) };
            default:
                return settings;
        }
    }

    private static bool IsBlackwell(MeasuredServing run) =>
        run.Gpu.Contains("b200", StringComparison.Ordinal) || run.Gpu.Contains("b300", StringComparison.Ordinal);

    private static bool IsFourGpus(MeasuredServing run) => run.Precision != "fp4" && run.Tp * run.AttentionDp == 4;

    private static string Family(ModelDescription model) =>
        model.Id.StartsWith("gpt-oss", StringComparison.Ordinal) ? "gpt-oss"
        : model.Id.StartsWith("deepseek", StringComparison.Ordinal) ? "deepseek"
        : model.Id.StartsWith("llama", StringComparison.Ordinal) ? "llama"
        : "";
}
