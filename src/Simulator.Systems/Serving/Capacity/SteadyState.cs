using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Capacity;

/// <summary>
/// What an engine can carry for long, without queueing: B sequences decode together, and as many prompts join as answers end. With d the time of a decode
/// step and p what a prompt adds to the steps that compute it, TPOT = d + p·B / (m − 1), and X = B / ((m − 1)·TPOT) for answers of m tokens. The
/// largest B that memory holds and the objective allows. A lower bound on GPUs: requests that come in bursts need more, as <c>gpusim serve</c> shows.
/// </summary>
/// <param name="Batch">Sequences that decode together, B, of one data-parallel group.</param>
/// <param name="TpotSeconds">Time per output token.</param>
/// <param name="TtftSeconds">Time to first token: half a step until the next begins, the prompt's own steps, host time.</param>
/// <param name="RequestsPerSecond">Requests that an engine answers, of all groups.</param>
/// <param name="Gpus">GPUs of an engine.</param>
/// <param name="Limit">What keeps the batch from being larger.</param>
public sealed record SteadyState(int Batch, double TpotSeconds, double TtftSeconds, double RequestsPerSecond, int Gpus, SteadyLimit Limit)
{
    /// <summary>Works out the steady state.</summary>
    /// <param name="system">The engine.</param>
    /// <param name="inputTokens">Tokens of a prompt, at least 1.</param>
    /// <param name="outputTokens">Tokens of an answer, at least 2.</param>
    /// <param name="objective">What users are promised.</param>
    /// <returns>The state; null where not even one sequence keeps the objective, or none fits.</returns>
    public static SteadyState? Of(ServingSystem system, int inputTokens, int outputTokens, ServiceObjective objective)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputTokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputTokens, 2);
        var held = system.KvBlocks / system.NewPool().Needed(inputTokens + outputTokens);
        var most = (int)Math.Min(held, system.Settings.MaxSequences);
        for (var batch = most; batch >= 1; batch--)
        {
            var state = At(system, inputTokens, outputTokens, batch);
            if (state.TpotSeconds <= objective.TpotSeconds && state.TtftSeconds <= objective.TtftSeconds)
            {
                return state with
                {
                    Limit = batch < most ? SteadyLimit.Objective : held < system.Settings.MaxSequences ? SteadyLimit.Memory : SteadyLimit.Sequences,
                };
            }
        }

        return null;
    }

    /// <summary>GPUs for a load: whole engines.</summary>
    /// <param name="requestsPerSecond">The load, above 0.</param>
    /// <returns>GPUs, at least those of one engine.</returns>
    public long GpusFor(double requestsPerSecond) => Gpus * (long)Math.Max(1, Math.Ceiling(requestsPerSecond / RequestsPerSecond * (1 - 1e-12)));

    private static SteadyState At(ServingSystem system, int input, int output, int batch)
    {
        var host = system.Settings.Host;
        var decodes = new StepLoad(0, 0, 0, batch, batch * (input + (output / 2L)));
        var plain = system.Settings.StepSeconds(decodes, system.Times.Seconds(decodes), 0);
        double added = 0, steps = 0;
        var budget = Math.Max(1, system.Settings.TokenBudget - batch);
        for (var done = 0; done < input; done += budget)
        {
            var load = decodes with { Prompts = 1, PromptTokens = Math.Min(budget, input - done), PromptContext = done };
            var mixed = system.Settings.StepSeconds(load, system.Times.Seconds(load), system.Times.Kernels);
            steps += mixed;
            added += mixed - plain;
        }

        var tpot = plain + (added * batch / (output - 1));
        var first = (tpot / 2) + steps + host.RequestSeconds(input, tpot);
        return new SteadyState(batch, tpot, first, system.Parallelism.Dp * batch / ((output - 1) * tpot), system.Parallelism.Ranks, SteadyLimit.Sequences);
    }
}
