using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Engines;

/// <summary>
/// An engine with continuous batching (Yu et al., "Orca", OSDI 2022), chunked prefill (Agrawal et al., "Sarathi-Serve", OSDI 2024), a paged KV cache and
/// preemption by recomputation. A step is begun with <see cref="Begin"/> and ended with <see cref="End"/>; requests that come meanwhile wait for the next.
/// </summary>
/// <param name="times">The GPU's time of a step.</param>
/// <param name="pool">The KV cache.</param>
/// <param name="settings">How the engine batches.</param>
/// <param name="observer">Is told what happens.</param>
public sealed class ServingEngine(IStepTimes times, KvPool pool, EngineSettings settings, IEngineObserver observer)
{
    private readonly LinkedList<Sequence> waiting = [];
    private readonly Queue<Sequence> unseen = new();
    private readonly List<Sequence> prompts = [];
    private readonly List<(Sequence Sequence, int Tokens)> chunks = [];
    private readonly List<double> joined = [];
    private readonly Queue<Sequence> received = new();
    private readonly DecodeBatch decodes = new(pool);
    private StepLoad load;
    private double began;
    private double lastDecode;
    private int old;
    private int reserved;
    private long promised;
    private int sinceLook;
    private int waited;

    /// <summary>How it batches.</summary>
    public EngineSettings Settings => settings;

    /// <summary>Its KV cache.</summary>
    public KvPool Pool => pool;

    /// <summary>Requests that wait for their first step.</summary>
    public int Waiting => waiting.Count + unseen.Count;

    /// <summary>Sequences whose prompt is being computed, or that decode.</summary>
    public int Running => prompts.Count + decodes.Count;

    /// <summary>Sequences whose cache is on its way here, or has come and joins with the next step.</summary>
    public int Reserved => reserved;

    /// <summary>Whether the step that was begun last does anything.</summary>
    public bool HasStep => !load.IsEmpty;

    /// <summary>Whether a step would do anything.</summary>
    public bool HasWork => Waiting + Running + received.Count > 0;

    /// <summary>Accepts a request.</summary>
    /// <param name="sequence">The request, as it arrived.</param>
    /// <param name="now">When, in seconds.</param>
    /// <returns>False where it can never be served: longer than the model's context or than the whole cache.</returns>
    public bool Submit(Sequence sequence, double now)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var shape = sequence.Arrival.Shape;
        var reason = shape.TotalTokens > settings.MaxTokens ? "longer than the model's context"
            : pool.Needed(Longest(shape)) > pool.Blocks ? "longer than the KV cache"
            : null;
        if (reason is not null)
        {
            observer.Rejected(sequence, reason, now);
            return false;
        }

        unseen.Enqueue(sequence);
        return true;
    }

    /// <summary>Whether a sequence of that length could ever be received.</summary>
    /// <param name="shape">Its lengths.</param>
    /// <returns>False where it is longer than the whole cache.</returns>
    public bool CanHold(RequestShape shape) => pool.Needed(shape.TotalTokens) <= pool.Blocks;

    /// <summary>Takes a place and the blocks for a sequence whose prompt another engine has computed.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <returns>False, and nothing taken, where there is no place now.</returns>
    public bool TryReserve(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (Running + reserved >= settings.MaxSequences || !Fits(sequence) || !pool.TryTake(pool.Needed(sequence.PromptTokens)))
        {
            return false;
        }

        reserved++;
        promised += Promise(sequence);
        return true;
    }

    /// <summary>Receives a sequence for which a place was reserved; it decodes from the next step on.</summary>
    /// <param name="sequence">The sequence, whose cache is here now.</param>
    public void Receive(Sequence sequence) => received.Enqueue(sequence);

    /// <summary>Gives back the blocks of a sequence that was handed over.</summary>
    /// <param name="sequence">The sequence, whose cache is elsewhere now.</param>
    public void Release(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        pool.Give(pool.Needed(sequence.PromptTokens));
    }

    /// <summary>Begins a step.</summary>
    /// <param name="now">When, in seconds.</param>
    /// <returns>When it will end; <paramref name="now"/> where there is nothing to do.</returns>
    public double Begin(double now)
    {
        began = now;
        Look();
        chunks.Clear();
        load = default;
        JoinReceived();
        if (settings.Policy == SchedulerPolicy.PrefillFirst)
        {
            PlanPrompts(settings.TokenBudget);
        }

        if (chunks.Count == 0)
        {
            GrowDecodes();
            load = load with { DecodeBatch = decodes.Count, DecodeContext = decodes.Context };
            if (settings.Policy == SchedulerPolicy.Mixed)
            {
                PlanPrompts(settings.TokenBudget - decodes.Count);
            }
        }

        var launches = load.Prompts == 0 || load.Tokens <= settings.GraphTokens ? 0 : times.Kernels;
        return load.IsEmpty ? now : now + settings.Host.StepSeconds(times.Seconds(load), load.DecodeBatch + load.Prompts, launches);
    }

    /// <summary>Ends the step that was begun.</summary>
    /// <param name="end">When, in seconds.</param>
    public void End(double end)
    {
        observer.Stepped(began, end, load, Waiting, pool.Used);
        if (load.DecodeBatch > 0)
        {
            EndDecodes(end);
        }

        foreach (var (sequence, tokens) in chunks)
        {
            sequence.Computed += tokens;
            if (sequence.Computed == sequence.PromptTokens)
            {
                EndPrompt(sequence, end);
            }
        }
    }

    // Takes up the requests that have come, unless it is too early to look.
    private void Look()
    {
        sinceLook = load.IsEmpty || load.Prompts > 0 || Running == 0 ? settings.ReceiveSteps : sinceLook + 1;
        if (sinceLook < settings.ReceiveSteps)
        {
            return;
        }

        sinceLook = 0;
        for (; unseen.TryDequeue(out var sequence);)
        {
            waiting.AddLast(sequence);
        }
    }

    private void JoinReceived()
    {
        while (received.TryDequeue(out var sequence))
        {
            reserved--;
            decodes.Join(sequence);
            joined.Add(sequence.FirstTokenSeconds);
        }
    }

    private void GrowDecodes()
    {
        while (!pool.TryTake(decodes.NewBlocks))
        {
            var last = decodes.Preempt();
            promised -= Promise(last);
            last.Preemptions++;
            last.PromptTokens = last.Arrival.Shape.InputTokens + last.Generated;
            last.Computed = 0;
            waiting.AddFirst(last);
            observer.Preempted();
        }

        old = Math.Min(old, decodes.Count);
    }

    private void PlanPrompts(int budget)
    {
        foreach (var sequence in prompts)
        {
            budget -= Plan(sequence, budget);
        }

        if (WaitsForOthers())
        {
            return;
        }

        while (budget > 0 && waiting.First is { Value: var next } && Running + reserved < settings.MaxSequences
            && Admits(next, budget) && Fits(next) && pool.TryTake(pool.Needed(next.PromptTokens)))
        {
            waiting.RemoveFirst();
            promised += Promise(next);
            prompts.Add(next);
            budget -= Plan(next, budget);
        }
    }

    private bool Admits(Sequence next, int budget) => settings.ChunkedPrefill || next.PromptTokens <= budget || chunks.Count + decodes.Count == 0
        || (chunks.Count == 0 && next.PromptTokens > settings.TokenBudget);

    // Blocks that a sequence will have taken when it leaves; 0 where answers are not reserved.
    private long Promise(Sequence sequence) => settings.ReserveAnswers ? pool.Needed(Longest(sequence.Arrival.Shape)) : 0;

    private long Longest(RequestShape shape) => settings.Role == EngineRole.Prefill ? shape.InputTokens : shape.TotalTokens;

    private bool Fits(Sequence sequence) => promised + Promise(sequence) <= pool.Blocks;

    private bool WaitsForOthers()
    {
        if (waiting.Count == 0 || prompts.Count > 0 || decodes.Count == 0 || waited >= settings.BatchWaitSteps)
        {
            waited = 0;
            return false;
        }

        var enough = (settings.BatchWaitFill * settings.TokenBudget) - decodes.Count;
        foreach (var sequence in waiting)
        {
            enough -= sequence.PromptTokens;
            if (enough <= 0)
            {
                waited = 0;
                return false;
            }
        }

        waited++;
        return true;
    }

    private int Plan(Sequence sequence, int budget)
    {
        var left = sequence.PromptTokens - sequence.Computed;
        var tokens = settings.ChunkedPrefill ? Math.Min(budget, left) : left;
        if (tokens <= 0)
        {
            return 0;
        }

        chunks.Add((sequence, tokens));
        load = load with { Prompts = load.Prompts + 1, PromptTokens = load.PromptTokens + tokens, PromptContext = load.PromptContext + sequence.Computed };
        return tokens;
    }

    private void EndDecodes(double end)
    {
        if (old > 0)
        {
            observer.Intervals(end - lastDecode, old);
        }

        for (var i = Math.Max(0, joined.Count - (decodes.Count - old)); i < joined.Count; i++)
        {
            observer.Intervals(end - joined[i], 1);
        }

        joined.Clear();
        lastDecode = end;
        decodes.Step();
        while (decodes.TryFinish(out var finished))
        {
            promised -= Promise(finished);
            observer.Finished(finished, end);
        }

        old = decodes.Count;
    }

    private void EndPrompt(Sequence sequence, double end)
    {
        prompts.Remove(sequence);
        sequence.Generated++;
        if (double.IsNaN(sequence.FirstTokenSeconds))
        {
            sequence.FirstTokenSeconds = end;
        }

        if (sequence.Generated == sequence.Arrival.Shape.OutputTokens)
        {
            pool.Give(pool.Needed(sequence.PromptTokens));
            promised -= Promise(sequence);
            observer.Finished(sequence, end);
            return;
        }

        if (settings.Role == EngineRole.Prefill)
        {
            promised -= Promise(sequence);
            observer.HandedOver(sequence, end);
            return;
        }

        decodes.Join(sequence);
        joined.Add(end);
    }
}
