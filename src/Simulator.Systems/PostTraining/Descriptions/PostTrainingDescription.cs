using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;
using Simulator.Systems.Training;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.PostTraining.Descriptions;

/// <summary>Reinforcement learning of a model, as <c>configs/post-training/NAME.yaml</c> states it.</summary>
public sealed record PostTrainingDescription
{
    /// <summary>The GPU: an id or a path; its default node. Or <see cref="System"/>.</summary>
    [Field("gpu")] public string? Gpu { get; init; }

    /// <summary>The node or cluster: an id or a path; with as many nodes as the GPUs need. Or <see cref="Gpu"/>.</summary>
    [Field("system")] public string? System { get; init; }

    /// <summary>The model that learns: an id or a path.</summary>
    [Field("model")] public required string Model { get; init; }

    /// <summary>Where generation and learning run.</summary>
    [Field("placement")] public Placement Placement { get; init; } = Placement.OnePool;

    /// <summary>One pool: its GPUs. Default: those of the system.</summary>
    [Field("gpus", Minimum = 1, Maximum = 1e5)] public int? Gpus { get; init; }

    /// <summary>Split: GPUs that generate.</summary>
    [Field("rollout_gpus", Minimum = 1, Maximum = 1e5)] public int? RolloutGpus { get; init; }

    /// <summary>Split: GPUs that score and learn.</summary>
    [Field("learner_gpus", Minimum = 1, Maximum = 1e5)] public int? LearnerGpus { get; init; }

    /// <summary>Most versions by which weights that an answer was begun with may be older than those that learn from it; 0 is synchronous.</summary>
    [Field("staleness", Minimum = 0, Maximum = 1000)] public int Staleness { get; init; }

    /// <summary>Whether engines load new weights with answers in flight; else they finish these first.</summary>
    [Field("interrupt")] public bool Interrupt { get; init; }

    /// <summary>Whether caches of answers in flight are computed again with new weights (AReaL), not kept (PipelineRL).</summary>
    [Field("recompute_cache")] public bool RecomputeCache { get; init; }

    /// <summary>Prompts of an iteration.</summary>
    [Field("prompts", Minimum = 1, Maximum = 1e6)] public int Prompts { get; init; } = 64;

    /// <summary>Answers to each prompt.</summary>
    [Field("samples", Minimum = 1, Maximum = 1e5)] public int Samples { get; init; } = 8;

    /// <summary>Tokens of a prompt.</summary>
    [Field("input", Minimum = 1)] public int Input { get; init; } = 512;

    /// <summary>Mean tokens of an answer, before any is cut off.</summary>
    [Field("output", Minimum = 1, Maximum = 1e8)] public double Output { get; init; } = 4000;

    /// <summary>The 99th percentile of answers. Default: four times the mean; the mean itself makes all answers alike.</summary>
    [Field("output_p99", Minimum = 1, Maximum = 1e9)] public double? OutputP99 { get; init; }

    /// <summary>The longest answer in tokens. Default: what the model takes beside the prompt, at most four times the 99th percentile.</summary>
    [Field("max_output", Minimum = 1)] public int? MaxOutput { get; init; }

    /// <summary>Where rewards come from.</summary>
    [Field("reward")] public RewardKind Reward { get; init; } = RewardKind.Rule;

    /// <summary>A rule's time per answer on one processor.</summary>
    [Field("reward_time", Dimension.Seconds, Minimum = 0)] public double RewardSeconds { get; init; }

    /// <summary>Answers that rules check at a time.</summary>
    [Field("reward_workers", Minimum = 1, Maximum = 1e6)] public int RewardWorkers { get; init; } = 64;

    /// <summary>The reward model: an id or a path. Default: the model that learns.</summary>
    [Field("reward_model")] public string? RewardModel { get; init; }

    /// <summary>Tensor-parallel ranks of the reward model. Default: the learner's.</summary>
    [Field("reward_tp", Minimum = 1)] public int? RewardTp { get; init; }

    /// <summary>Whether a reference model's log-probabilities are computed, for the penalty on leaving it.</summary>
    [Field("reference")] public bool Reference { get; init; } = true;

    /// <summary>Whether the learner computes the log-probabilities of the answers before it learns, rather than taking the engines'.</summary>
    [Field("old_log_probs")] public bool OldLogProbs { get; init; } = true;

    /// <summary>The rollout engines' recipe of matrix products. Default: as published.</summary>
    [Field("rollout_precision")] public string RolloutPrecision { get; init; } = PrecisionRecipe.PublishedName;

    /// <summary>The format of the KV cache. Default: the recipe's.</summary>
    [Field("kv")] public NumberFormat? Kv { get; init; }

    /// <summary>Tensor-parallel ranks of a rollout engine.</summary>
    [Field("rollout_tp", Minimum = 1)] public int RolloutTp { get; init; } = 1;

    /// <summary>Expert-parallel ranks of a rollout engine.</summary>
    [Field("rollout_ep", Minimum = 1)] public int RolloutEp { get; init; } = 1;

    /// <summary>The stack whose host times are added to steps: a name of the calibration's section <c>serving</c>.</summary>
    [Field("stack")] public string Stack { get; init; } = "vllm";

    /// <summary>Most tokens of one step.</summary>
    [Field("token_budget", Minimum = 1)] public int TokenBudget { get; init; } = 8192;

    /// <summary>Most sequences in flight on a rollout engine.</summary>
    [Field("max_sequences", Minimum = 1)] public int MaxSequences { get; init; } = 1024;

    /// <summary>The part of a GPU's memory that a rollout engine may use.</summary>
    [Field("memory_fraction", Maximum = 1)] public double MemoryFraction { get; init; } = 0.9;

    /// <summary>The learner's recipe.</summary>
    [Field("learner_precision")] public string LearnerPrecision { get; init; } = "bf16";

    /// <summary>The learner's tensor-parallel ranks, with sequence parallelism.</summary>
    [Field("learner_tp", Minimum = 1)] public int LearnerTp { get; init; } = 1;

    /// <summary>The learner's pipeline stages.</summary>
    [Field("learner_pp", Minimum = 1)] public int LearnerPp { get; init; } = 1;

    /// <summary>The learner's context-parallel ranks.</summary>
    [Field("learner_cp", Minimum = 1)] public int LearnerCp { get; init; } = 1;

    /// <summary>The learner's expert-parallel ranks.</summary>
    [Field("learner_ep", Minimum = 1)] public int LearnerEp { get; init; } = 1;

    /// <summary>What the learner's data-parallel ranks shard: 0 nothing, 1 optimizer states, 2 gradients, 3 weights. Default: 3, or 1 with stages.</summary>
    [Field("learner_zero", Minimum = 0, Maximum = 3)] public int? LearnerZero { get; init; }

    /// <summary>What the learner's backward pass computes again.</summary>
    [Field("recompute")] public Recomputation Recompute { get; init; } = Recomputation.Full;

    /// <summary>The learner's framework; see <see cref="FrameworkTraits"/>.</summary>
    [Field("framework")] public string Framework { get; init; } = FrameworkTraits.Megatron.Name;

    /// <summary>Tokens that a learner's data-parallel rank computes at a time. Default: those of the longest sequence.</summary>
    [Field("micro_tokens", Minimum = 1)] public int? MicroTokens { get; init; }

    /// <summary>Optimizer steps per pass over an iteration's answers.</summary>
    [Field("minibatches", Minimum = 1, Maximum = 1e5)] public int MiniBatches { get; init; } = 1;

    /// <summary>Passes over an iteration's answers.</summary>
    [Field("epochs", Minimum = 1, Maximum = 1000)] public int Epochs { get; init; } = 1;

    /// <summary>Split: how new weights reach the engines.</summary>
    [Field("sync")] public SyncKind Sync { get; init; } = SyncKind.Broadcast;

    /// <summary>Split: whether weights are cast to the engines' formats before they are sent, rather than after.</summary>
    [Field("cast_before_sync")] public bool CastBeforeSync { get; init; }

    /// <summary>One pool: what the learner leaves on the device while answers are generated.</summary>
    [Field("offload")] public OffloadKind Offload { get; init; } = OffloadKind.Auto;

    /// <summary>Iterations before the measurement. Default: one, and as many as the staleness allows.</summary>
    [Field("warmup", Minimum = 0, Maximum = 10000)] public int? Warmup { get; init; }

    /// <summary>Iterations measured.</summary>
    [Field("iterations", Minimum = 1, Maximum = 10000)] public int Iterations { get; init; } = 6;

    /// <summary>Dollars per GPU-hour: 2.5 as for training runs, estimated.</summary>
    [Field("price", Minimum = 0, Maximum = 1e6)] public double Price { get; init; } = 2.5;

    /// <summary>The seed of all chance.</summary>
    [Field("seed", Minimum = 0)] public int Seed { get; init; } = 1;
}
