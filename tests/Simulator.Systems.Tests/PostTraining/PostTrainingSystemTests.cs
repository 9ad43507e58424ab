using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.PostTraining.Learning;
using Simulator.Systems.PostTraining.Search;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Training;
using Simulator.Timing;

namespace Simulator.Systems.Tests.PostTraining;

/// <summary>Real models on real systems.</summary>
public class PostTrainingSystemTests
{
    private static readonly SystemCatalog Systems = SystemCatalog.Open(Path.Combine(Catalogue.Root, "configs"));

    private static PostTrainingDescription Small => new()
    {
        System = "hgx-h100-ib",
        Model = "llama-3.1-8b",
        Gpus = 8,
        Prompts = 16,
        Samples = 4,
        Input = 256,
        Output = 300,
        OutputP99 = 1200,
        MaxOutput = 2000,
        RolloutPrecision = "fp8",
        Iterations = 2,
    };

    private static PostTrainingDescription Split => Small with { Placement = Placement.Split, Gpus = null, RolloutGpus = 4, LearnerGpus = 4 };

    [Fact]
    public void One_iteration_of_alike_answers_is_the_sum_of_what_engine_and_training_simulator_say_alone()
    {
        var system = Create(Split with { OutputP99 = 300, MiniBatches = 2, Epochs = 3 });
        var result = system.Run();
        var arrivals = new RecordedArrivals([.. Enumerable.Repeat(new Arrival(0, new RequestShape(256, 300)), 16)]);
        var generation = system.Rollout.Run(arrivals).Seconds;
        var batch = Alike(64, 556);
        var step = TrainingSimulator.Simulate(Packing.Step(system.Learner.Settings, batch), Catalogue.Coefficients);
        var scoring = system.Learner.Of(batch).Scoring;
        var expected = generation + scoring + (6 * step.Seconds) + system.Sync.Publish + system.Sync.Load;
        Assert.InRange(result.IterationSeconds / expected, 1 - 1e-9, 1 + 1e-9);
        Assert.Equal(32 * 556 / 4, step.Request.Tokens / step.Request.Parallelism.Dp);
    }

    [Fact]
    public void Packed_sequences_keep_tokens_and_pairs_of_attention()
    {
        var system = Create(Small with { MicroTokens = 16384, MaxOutput = 4000, OutputP99 = 1500 });
        var lengths = Runs.Answers(256, 300, 1500, 4000);
        var random = new RandomSource(4);
        var batch = default(BatchLengths);
        for (var i = 0; i < 4096; i++)
            batch = batch.With(lengths.Draw(random).TotalTokens);
        var step = Packing.Step(system.Learner.Settings, batch);
        double sequences = step.GlobalBatch, length = step.Sequence;
        Assert.InRange(sequences * length / batch.Tokens, 1, 1.01);
        Assert.InRange(sequences * length * length / batch.Squares, 0.9, 1.1);
        Assert.True(step.MicroBatch * step.Sequence <= 16384 * 1.01);
    }

    [Fact]
    public void Scoring_is_a_forward_pass_for_each_model_that_scores()
    {
        var both = Create(Small).Learner;
        var reference = Create(Small with { OldLogProbs = false }).Learner;
        var neither = Create(Small with { OldLogProbs = false, Reference = false }).Learner;
        var batch = Alike(512, 1024);
        Assert.Equal(0, neither.Of(batch).Scoring);
        Assert.Equal(2 * reference.Of(batch).Scoring, both.Of(batch).Scoring, 1e-9);
        // Forward is a third of forward and backward; with everything computed again it is a quarter.
        Assert.InRange(reference.Of(batch).Scoring / neither.Of(batch).Learning, 0.2, 0.33);
        var model = Create(Small with { Reward = RewardKind.Model, OldLogProbs = false, Reference = false }).Learner;
        Assert.InRange(model.Of(batch).Scoring / reference.Of(batch).Scoring, 0.5, 1.5);
        Assert.True(model.RewardBytes > 10e9);
    }

    [Fact]
    public void What_the_learner_leaves_on_the_device_shrinks_the_cache()
    {
        var keep = Create(Small with { Offload = OffloadKind.Keep });
        var optimizer = Create(Small with { Offload = OffloadKind.Optimizer });
        var all = Create(Small with { Offload = OffloadKind.All });
        Assert.True(keep.Rollout.KvTokens < optimizer.Rollout.KvTokens && optimizer.Rollout.KvTokens < all.Rollout.KvTokens);
        Assert.Equal(0, all.Swap!.ResidentBytes);
        Assert.Equal(0, keep.Swap!.OutBytes);
        Assert.Equal(8.03e9 * 12 / 8, optimizer.Swap!.OutBytes, 0.02e9);
        Assert.True(optimizer.Sync.After > 0.2 && keep.Sync.After == 0);
        var auto = Create(Small);
        Assert.Equal(OffloadKind.Keep, auto.Swap!.Kind);
        Assert.Equal(OffloadKind.All, Create(Small with { Gpus = 4, LearnerZero = 1, Prompts = 1024, Samples = 16, MaxSequences = 4096 }).Swap!.Kind);
    }

    [Fact]
    public void Weights_reach_engines_faster_where_each_gpu_receives_its_share_alone()
    {
        var description = Split with { Model = "llama-3.1-70b", RolloutGpus = 16, LearnerGpus = 16, RolloutTp = 4, LearnerTp = 8 };
        var broadcast = Create(description).Sync;
        var sharded = Create(description with { Sync = SyncKind.Sharded }).Sync;
        var narrow = Create(description with { CastBeforeSync = true }).Sync;
        // 141 GB through eight ports of 50 GB/s of a node; a quarter of it through one port of each GPU.
        Assert.InRange(broadcast.Load, 141.0 / 400, 3 * 141.0 / 400);
        Assert.InRange(sharded.Load, 141.0 / 4 / 50, 2 * 141.0 / 4 / 50);
        Assert.Equal(0, sharded.Publish);
        Assert.True(narrow.Load < 0.6 * broadcast.Load);
    }

    [Fact]
    public void On_one_pool_weights_that_lie_where_they_are_needed_are_only_cast()
    {
        var description = Small with { LearnerTp = 2, RolloutTp = 2, LearnerZero = 1 };
        var same = Create(description);
        var wide = Create(description with { RolloutPrecision = "bf16" });
        var gathered = Create(description with { LearnerZero = 3 });
        Assert.Equal(0, wide.Sync.Publish);
        Assert.InRange(same.Sync.Publish, 4e9 * 3 / 3.35e12, 3 * 4e9 * 3 / 3.35e12);
        Assert.True(gathered.Sync.Publish > same.Sync.Publish);
        Assert.Equal(0, same.Sync.Load);
    }

    [Fact]
    public void The_best_division_is_found_and_misfits_are_told()
    {
        var divisions = DivisionSearch.Of(Split with { Staleness = 1, Interrupt = true, Iterations = 1 }, 8);
        Assert.Equal(["one pool of 8", "1 + 7", "2 + 6", "3 + 5", "4 + 4", "5 + 3", "6 + 2", "7 + 1"], divisions.Select(DivisionSearch.Name));
        var (best, misfits) = DivisionSearch.Run(divisions, Create);
        Assert.Equal(divisions.Length, best.Length + misfits.Length);
        Assert.Equal(best.Min(b => b.Result.IterationSeconds), best[0].Result.IterationSeconds);
        Assert.Contains(misfits, m => m.StartsWith("7 + 1: micro_tokens: the learner needs", StringComparison.Ordinal));
        Assert.Equal(3, DivisionSearch.Of(Small with { LearnerTp = 2, RolloutTp = 4 }, 12).Length);
        Assert.Throws<InputException>(() => DivisionSearch.Of(Small with { LearnerTp = 3, RolloutTp = 4 }, 8));
    }

    [Theory]
    [InlineData("gpus")]
    [InlineData("staleness")]
    [InlineData("rollout_tp")]
    [InlineData("learner_tp")]
    [InlineData("minibatches")]
    [InlineData("micro_tokens")]
    [InlineData("max_output")]
    public void What_cannot_be_is_refused_with_its_key(string key)
    {
        var wrong = key switch
        {
            "gpus" => Split with { Gpus = 8 },
            "staleness" => Small with { Staleness = 1 },
            "rollout_tp" => Small with { RolloutTp = 3 },
            "learner_tp" => Small with { LearnerTp = 3 },
            "minibatches" => Small with { MiniBatches = 7 },
            "micro_tokens" => Small with { MicroTokens = 512 },
            _ => Small with { MaxOutput = 131072 },
        };
        Assert.Equal(key, Assert.Throws<InputException>(() => Create(wrong)).Key);
    }

    private static BatchLengths Alike(int count, double tokens) => new(count, count * tokens, count * tokens * tokens, tokens);

    private static PostTrainingSystem Create(PostTrainingDescription description) => new(
        description, new TimingModel(description.Sized(Systems.Load(description.System!), Systems), Catalogue.Coefficients), Catalogue.Models.Load);
}
