using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Planning;
using Simulator.Systems.Serving.Steps;
using Simulator.Workloads.Memory;

namespace Simulator.Exploration.Serving;

/// <summary>Works out points of an experiment on serving one model: runs, or plans.</summary>
/// <param name="systems">Makes systems.</param>
/// <param name="description">The experiment.</param>
public sealed class ServingEvaluation(PlanSystems systems, ServingExperimentDescription description) : IPointEvaluation
{
    /// <inheritdoc/>
    public ImmutableArray<string> Columns => description.Find is null
        ? [
            "status", "gpus", "ttft_p50_s", "ttft_p90_s", "tpot_p50_s", "requests_per_s", "tokens_per_s_per_gpu", "tokens_per_s_per_user",
            "hit_rate", "batch", "preemptions", "kv_bytes_per_sequence", "sequences_in_cache", "prompt_s", "load_s",
        ]
        : [
            "status", "aggregated", "aggregated_goodput_per_gpu", "aggregated_binds", "aggregated_tokens_per_s_per_gpu", "disaggregated",
            "disaggregated_goodput_per_gpu", "disaggregated_binds", "disaggregated_tokens_per_s_per_gpu", "disaggregated_over_aggregated",
        ];

    /// <inheritdoc/>
    public ImmutableArray<string> Evaluate(ServingPoint point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(point);
        try
        {
            ServingColumn[] found = description.Find is { } goal ? Planned(point.Serving!, goal, cancellation) : Run(point.Serving!, cancellation);
            var byName = found.ToDictionary(c => c.Name, c => c.Text, StringComparer.Ordinal);
            return [.. Columns.Select(c => c == "status" ? "ok" : byName.GetValueOrDefault(c, ""))];
        }
        catch (InputException error)
        {
            return [.. Columns.Select(c => c == "status" ? $"impossible: {error.Message}" : "")];
        }
    }

    private ServingColumn[] Planned(ServingDescription own, PlanGoal goal, CancellationToken cancellation)
    {
        var (one, other) = (Best(aggregated: true), Best(aggregated: false));
        return
        [
            .. Of("aggregated", one), .. Of("disaggregated", other),
            ServingColumn.Of("disaggregated_over_aggregated", (other?.GoodputPerGpu ?? 0) / (one?.GoodputPerGpu ?? 0)),
        ];

        PlanEntry? Best(bool aggregated)
        {
            var space = new PlanSpace { Aggregated = aggregated, Disaggregated = !aggregated };
            var request = new PlanRequest(goal, own.Objective)
            {
                Attainment = description.Attainment,
                Gpus = description.Gpus,
                Rate = own.Rate,
                Requests = description.Counted,
                Simulated = description.Simulated,
                Repetitions = 0,
                Resources = false,
                Seed = own.Seed,
            };
            return new Planner(systems, own, space, request).Answer(cancellation).Best;
        }
    }

    private static IEnumerable<ServingColumn> Of(string layout, PlanEntry? entry)
    {
        yield return new ServingColumn(layout, entry?.Candidate.Name ?? "none");
        if (entry?.Best is { } best)
        {
            yield return ServingColumn.Of($"{layout}_goodput_per_gpu", entry.GoodputPerGpu);
            yield return ServingColumn.Of($"{layout}_tokens_per_s_per_gpu", best.TokensPerSecond / entry.Candidate.Gpus);
            yield return new ServingColumn($"{layout}_binds", entry.Binds);
        }
    }

    private ServingColumn[] Run(ServingDescription own, CancellationToken cancellation)
    {
        var plan = systems.Plan(own);
        var result = plan.Run(cancellation: cancellation);
        var total = result.Total;
        if (total.Finished == 0)
        {
            throw new InputException(total.Rejections is [var first, ..] ? first : "no request was answered");
        }

        var system = plan.Pools[^1].System;
        var tokens = own.SystemPrompt + own.Input;
        var whole = KvCache.Of(system.Model, system.Recipe, system.Parallelism).BytesPerSequence(tokens);
        var needed = system.Budget.Layout.Needed(tokens);
        return
        [
            ServingColumn.Of("gpus", plan.Gpus), ServingColumn.Of("ttft_p50_s", total.Ttft.P50), ServingColumn.Of("ttft_p90_s", total.Ttft.P90),
            ServingColumn.Of("tpot_p50_s", total.Tpot.P50), ServingColumn.Of("requests_per_s", result.RequestsPerSecond),
            ServingColumn.Of("tokens_per_s_per_gpu", result.OutputTokensPerSecond / plan.Gpus),
            ServingColumn.Of("tokens_per_s_per_user", total.TokensPerSecondPerUser),
            ServingColumn.Of("hit_rate", total.Cache.HitRate), ServingColumn.Of("batch", total.MeanBatch), ServingColumn.Of("preemptions", total.Preemptions),
            ServingColumn.Of("kv_bytes_per_sequence", whole * plan.Pools[^1].GpusPerEngine),
            ServingColumn.Of("sequences_in_cache", (double)system.KvBlocks * system.Parallelism.Dp / needed),
            ServingColumn.Of("prompt_s", PromptSeconds(plan.Pools[0].System, tokens)),
            ServingColumn.Of("load_s", system.Settings.Prefixes?.Tiers is [var tier, ..]
                ? tier.Link.LatencySeconds + (whole / tier.Link.BytesPerSecond) : double.NaN),
        ];
    }

    // A prompt alone, in steps of the token budget.
    private static double PromptSeconds(ServingSystem system, int tokens)
    {
        double seconds = 0;
        for (var done = 0; done < tokens; done += system.Settings.TokenBudget)
        {
            var load = new StepLoad(1, Math.Min(system.Settings.TokenBudget, tokens - done), done, 0, 0);
            seconds += system.Settings.Host.StepSeconds(system.Times.Seconds(load), 1);
        }

        return seconds;
    }
}
