using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Planning;

/// <summary>
/// What one engine serves in a steady state, without simulation: the estimate by which the planner decides what it simulates. Decodes share their steps
/// with prompts: of each second prompts take λ·P, where P is what a prompt adds to steps with B sequences, so that a token takes t = T(B) / (1 − λ·P), and
/// by Little's law B = λ·m·t. A prompt waits as in M/D/1, whose tail falls as ρ·exp(−2(1 − ρ)·w/S) (the heavy-traffic form of Kingman, 1962).
/// </summary>
/// <param name="times">Step times.</param>
/// <param name="system">The engine's settings and cache.</param>
/// <param name="traffic">What requests are like.</param>
/// <param name="objective">What users are promised.</param>
/// <param name="attainment">The part of the requests that must keep it.</param>
public sealed class ReplicaEstimate(StepTimes times, ServingSystem system, TrafficMeans traffic, ServiceObjective objective, double attainment)
{
    private readonly EngineSettings settings = system.Settings;
    private readonly double most = Math.Min(
        system.Settings.MaxSequences, system.KvBlocks / (double)Math.Max(1, system.Budget.Layout.Needed((long)Math.Ceiling(traffic.Longest))));

    /// <summary>The times of a request alone on the engine, as its client sees them; where a phase is served elsewhere, 0.</summary>
    public (double Ttft, double Tpot) Alone
    {
        get
        {
            var tpot = settings.Role == EngineRole.Prefill ? 0 : Step(0, 0, 1);
            var ttft = settings.Role == EngineRole.Decode ? 0
                : PromptSeconds(traffic.LongPrompt, 0) + settings.Host.RequestSeconds((int)traffic.LongPrompt, tpot);
            return (ttft, tpot);
        }
    }

    /// <summary>The highest rate, in requests per second of one engine; 0 where not even a request alone keeps the objective.</summary>
    /// <returns>Requests per second.</returns>
    public double MaxRate()
    {
        var (ttft, tpot) = Alone;
        if (ttft > objective.TtftSeconds || tpot > objective.TpotSeconds || most < 1)
        {
            return 0;
        }

        double held = 0, failed = 1;
        while (Holds(failed) && failed < 1e7)
        {
            (held, failed) = (failed, failed * 4);
        }

        for (var i = 0; i < 40 && failed - held > 0.01 * failed; i++)
        {
            var middle = held > 0 ? Math.Sqrt(held * failed) : failed / 4;
            (held, failed) = Holds(middle) ? (middle, failed) : (held, middle);
            if (failed < 1e-6)
            {
                break;
            }
        }

        return held;
    }

    private bool Holds(double rate) => settings.Role switch
    {
        EngineRole.Prefill => PromptsInTime(rate, 0, 0),
        _ => Token(rate) is var (seconds, batch) && seconds <= objective.TpotSeconds && batch <= most
            && (settings.Role == EngineRole.Decode || PromptsInTime(rate, batch, seconds)),
    };

    // Time per token and sequences in flight; infinite where there is no steady state.
    private (double Seconds, double Batch) Token(double rate)
    {
        var seconds = Step(0, 0, 1);
        for (var i = 0; i < 60; i++)
        {
            var batch = Math.Max(1, rate * traffic.Output * seconds);
            if (batch > most || seconds > objective.TpotSeconds)
            {
                break;
            }

            var part = settings.Role == EngineRole.Decode ? 0 : rate * Added(rate, batch, seconds);
            if (part >= 1)
            {
                return (double.PositiveInfinity, double.PositiveInfinity);
            }

            var next = Step(0, 0, batch) / (1 - part);
            if (Math.Abs(next - seconds) < 1e-3 * seconds)
            {
                return (next, batch);
            }

            seconds = next;
        }

        return (seconds, Math.Max(1, rate * traffic.Output * seconds));
    }

    // What one prompt adds to the steps that it is in.
    private double Added(double rate, double batch, double stepSeconds)
    {
        var prompts = Together(rate, batch, stepSeconds);
        return prompts > 1
            ? Math.Max(0, Step(prompts, prompts * traffic.Computed, batch) - Step(0, 0, batch)) / prompts
            : Math.Max(0, PromptSeconds(traffic.Computed, batch) - (Steps(traffic.Computed, batch) * Step(0, 0, batch)));
    }

    private bool PromptsInTime(double rate, double batch, double tokenSeconds)
    {
        var alone = PromptSeconds(traffic.LongPrompt, batch);
        var limit = objective.TtftSeconds - settings.Host.RequestSeconds((int)traffic.LongPrompt, tokenSeconds);
        foreach (var prompts in Groups(batch))
        {
            var whole = prompts > 1 ? Step(prompts, prompts * traffic.Computed, batch) : PromptSeconds(traffic.Computed, batch);
            var load = rate * whole / prompts;
            if (load >= 1)
            {
                continue;
            }

            var late = 1 - attainment;
            var wait = load > late ? whole / (2 * (1 - load)) * Math.Log(load / late) : 0;
            if (wait + (prompts > 1 ? whole : alone) <= limit)
            {
                return true;
            }
        }

        return false;
    }

    // Prompts that may be computed together: 1, 2, 3, 4, 5, and then a quarter more each.
    private IEnumerable<int> Groups(double batch)
    {
        for (var prompts = 1; prompts == 1 || prompts * traffic.Computed <= settings.TokenBudget - batch; prompts = Math.Max(prompts + 1, prompts * 5 / 4))
        {
            yield return prompts;
        }
    }

    private int Together(double rate, double batch, double stepSeconds) =>
        (int)Math.Max(1, Math.Min(rate * stepSeconds, (settings.TokenBudget - batch) / traffic.Computed));

    private double Chunk(double tokens, double batch) =>
        settings.ChunkedPrefill ? Math.Max(1, Math.Min(tokens, settings.TokenBudget - batch)) : tokens;

    private int Steps(double tokens, double batch) => (int)Math.Ceiling(tokens / Chunk(tokens, batch));

    // The time in which a prompt is computed, in as many steps as it takes.
    private double PromptSeconds(double tokens, double batch)
    {
        var steps = Steps(tokens, batch);
        var chunk = tokens / steps;
        return steps * Step(1, chunk, batch, (traffic.Prompt - traffic.Computed) + ((tokens - chunk) / 2));
    }

    private double Step(int prompts, double promptTokens, double batch, double before = 0)
    {
        var sequences = (int)Math.Round(batch);
        var earlier = prompts > 1 ? prompts * (traffic.Prompt - traffic.Computed) : before;
        var load = new StepLoad(prompts, (int)Math.Ceiling(promptTokens), (long)earlier, sequences, (long)(sequences * traffic.Context));
        return load.IsEmpty ? 0 : settings.StepSeconds(load, times.Seconds(load), times.Kernels);
    }
}
