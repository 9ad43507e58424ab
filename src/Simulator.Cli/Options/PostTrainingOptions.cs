using System.CommandLine;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining.Descriptions;

namespace Simulator.Cli.Options;

/// <summary>A file of <c>configs/post-training/</c>, and one option for each of its keys.</summary>
internal sealed class PostTrainingOptions
{
    private const string Folder = "post-training";

    private readonly Dictionary<string, Option<string?>> model = Options(
        ("gpu", "GPU: an id of 'gpusim list gpus', or a path; its default node"),
        ("system", "node or cluster in place of --gpu, with as many nodes as the GPUs need"),
        ("model", "model that learns: an id of 'gpusim list models', or a path"),
        ("placement", "one-pool (generation and learning take turns, the default) or split"),
        ("gpus", "one pool: its GPUs (default: all of the system)"),
        ("rollout_gpus", "split: GPUs that generate"),
        ("learner_gpus", "split: GPUs that score and learn"),
        ("staleness", "split: most versions by which an answer's weights may be older than the learner's (default 0: synchronous)"),
        ("interrupt", "true to load new weights with answers in flight; else they are finished first (default false)"),
        ("recompute_cache", "true to compute caches again with new weights (default false)"));

    private readonly Dictionary<string, Option<string?>> answers = Options(
        ("prompts", "prompts of an iteration (default 64)"),
        ("samples", "answers to each (default 8)"),
        ("input", "tokens of a prompt (default 512)"),
        ("output", "mean tokens of an answer (default 4000); lengths are log-normal"),
        ("output_p99", "their 99th percentile (default: four times the mean; the mean makes all alike)"),
        ("max_output", "the longest answer: longer ones are cut off (default: four times the percentile, or what the model takes)"),
        ("reward", "rule (on processors, the default) or model"),
        ("reward_time", "a rule's time per answer, such as 200ms (default 0)"),
        ("reward_workers", "answers that rules check at a time (default 64)"),
        ("reward_model", "the reward model (default: the model that learns)"),
        ("reward_tp", "its tensor parallelism (default: the learner's)"),
        ("reference", "whether a reference model's log-probabilities are computed (default true)"),
        ("old_log_probs", "whether the learner computes log-probabilities before it learns (default true)"));

    private readonly Dictionary<string, Option<string?>> rollout = Options(
        ("rollout_precision", "recipe of the engines' matrix products (default published)"),
        ("kv", "format of the KV cache (default: the recipe's)"),
        ("rollout_tp", "tensor parallelism of an engine (default 1)"),
        ("rollout_ep", "expert parallelism of an engine (default 1)"),
        ("stack", "whose host times are added: vllm, trtllm, sglang (default vllm)"),
        ("token_budget", "most tokens of one step (default 8192)"),
        ("max_sequences", "most sequences in flight on an engine (default 1024)"),
        ("memory_fraction", "the part of a GPU's memory that an engine may use (default 0.9)"));

    private readonly Dictionary<string, Option<string?>> learner = Options(
        ("learner_precision", "the learner's recipe; see 'gpusim train --help' (default bf16)"),
        ("learner_tp", "tensor parallelism (default 1)"),
        ("learner_pp", "pipeline stages (default 1)"),
        ("learner_cp", "context parallelism (default 1)"),
        ("learner_ep", "expert parallelism (default 1)"),
        ("learner_zero", "what data-parallel ranks shard, 0 to 3 (default 3: weights; 1 with stages)"),
        ("recompute", "none, selective or full (default full)"),
        ("framework", "framework; see 'gpusim train --help' (default megatron)"),
        ("micro_tokens", "tokens that a rank computes at a time (default: those of the longest sequence)"),
        ("minibatches", "optimizer steps per pass over the answers (default 1)"),
        ("epochs", "passes over the answers (default 1)"),
        ("sync", "split: broadcast (every GPU receives all weights, the default) or sharded (its share)"),
        ("cast_before_sync", "split: true to cast weights before they are sent (default false)"),
        ("offload", "one pool: what goes to the host while answers are generated: auto (the default), keep, optimizer, all"));

    private readonly Dictionary<string, Option<string?>> run = Options(
        ("warmup", "iterations before the measurement (default: one, and as many as the staleness)"),
        ("iterations", "iterations measured (default 6)"),
        ("price", "dollars per GPU-hour (default 2.5)"),
        ("seed", "seed of all chance (default 1)"));

    /// <summary>The file.</summary>
    public Argument<string?> Name { get; } = new("CONFIG")
    {
        Description = "a name in post-training/, or a path (text with a / or ending in .yaml); options replace its values",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The options by subject, for help.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups =>
    [
        ("Where", [.. model.Values]), ("Answers and rewards", [.. answers.Values]), ("Rollout engines", [.. rollout.Values]), ("Learner", [.. learner.Values]),
        ("Run", [.. run.Values]),
    ];

    /// <summary>Reads the description.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The description.</returns>
    /// <exception cref="InputException">The file or an option cannot be used.</exception>
    public PostTrainingDescription Load(ParseResult parsed)
    {
        DescriptionOverride[] changes =
        [
            .. new[] { model, answers, rollout, learner, run }.SelectMany(g => g).Where(o => parsed.GetValue(o.Value) is not null)
                .Select(o => new DescriptionOverride(o.Key, parsed.GetValue(o.Value)!) { Option = o.Value.Name }),
        ];
        if (parsed.GetValue(Name) is not { } file)
        {
            return changes.Length == 0
                ? throw new InputException("nothing to train; add a file of configs/post-training/, or --gpu and --model")
                : DescriptionReader.Bind<PostTrainingDescription>(YamlFile.Parse("{}", "options"), changes).Value;
        }

        var directory = Path.Combine(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), Folder);
        var path = new DescriptionCatalog(directory, "post-training description").PathOf(file);
        return DescriptionReader.Read<PostTrainingDescription>(path, changes).Value;
    }

    private static Dictionary<string, Option<string?>> Options(params (string Key, string Description)[] options) => options.ToDictionary(
        o => o.Key, o => new Option<string?>("--" + o.Key.Replace('_', '-')) { Description = o.Description, HelpName = "VALUE" }, StringComparer.Ordinal);
}
