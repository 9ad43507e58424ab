using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Engines;

/// <summary>
/// An engine with continuous batching (Yu et al., "Orca", OSDI 2022), chunked prefill (Agrawal et al., "Sarathi-Serve", OSDI 2024), a paged KV cache with
/// a prefix cache and tiers below it, preemption by recomputation or swap, and speculative decoding. A step is begun with <see cref="Begin"/> and ended
/// with <see cref="End"/>; requests that come meanwhile wait for the next. A sequence whose cache is on its way from another memory waits while others
/// go on.
/// </summary>
public sealed class ServingEngine
{
    private readonly IStepTimes times;
    private readonly KvPool pool;
    private readonly EngineSettings settings;
    private readonly IEngineObserver observer;
    private readonly KvMemory memory;
    private readonly DecodeBatch decodes;
    private readonly LinkedList<Sequence> waiting = [];
    private readonly LinkedList<Sequence> swapped = [];
    private readonly Intake intake;
    private readonly List<Sequence> prompts = [];
    private readonly List<(Sequence Sequence, int Tokens)> chunks = [];
    private readonly Queue<Sequence> received = new();
    private readonly PriorityQueue<(Sequence Sequence, bool Decodes), (double Ready, long Number)> loading = new();
    private readonly Dictionary<Sequence, KvHolding> reservations = [];
    private readonly Dictionary<Sequence, KvHolding> handedOver = [];
    private StepLoad load;
    private double began;
    private double gpuSeconds;
    private long loads;
    private bool filling;
    private readonly Promises promises;
    private readonly BatchWait wait;

    /// <summary>An engine with nothing to do.</summary>
    /// <param name="times">The GPU's time of a step.</param>
    /// <param name="pool">The KV cache; of this engine alone.</param>
    /// <param name="settings">How the engine batches.</param>
    /// <param name="observer">Is told what happens.</param>
    public ServingEngine(IStepTimes times, KvPool pool, EngineSettings settings, IEngineObserver observer)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (this.times, this.pool, this.settings, this.observer) = (times, pool, settings, observer);
        (promises, wait, intake) = (new Promises(settings, pool), new BatchWait(settings), new Intake(settings.ReceiveSteps));
        memory = new KvMemory(pool, settings.Prefixes, settings.Swap, transfer => observer.Transferred(transfer));
        decodes = settings.Speculation is { } speculation ? new SpeculativeBatch(pool, speculation) : new UniformBatch(pool);
    }

    /// <summary>How it batches.</summary>
    public EngineSettings Settings => settings;

    /// <summary>Its KV cache.</summary>
    public KvPool Pool => pool;

    /// <summary>Who holds what of the KV cache.</summary>
    internal KvMemory Memory => memory;

    /// <summary>Requests that wait for their first step, or to come back after a preemption.</summary>
    public int Waiting => waiting.Count + intake.Count + swapped.Count;

    /// <summary>Sequences whose prompt is being computed or loaded, or that decode.</summary>
    public int Running => prompts.Count + decodes.Count + loading.Count;

    /// <summary>Sequences whose cache is on its way here, or has come and joins with the next step.</summary>
    public int Reserved => reservations.Count;

    /// <summary>Whether the step that was begun last does anything.</summary>
    public bool HasStep => !load.IsEmpty;

    /// <summary>Whether a step would do anything, now or when what is being loaded has come.</summary>
    public bool HasWork => Waiting + Running + received.Count > 0;

    /// <summary>Whether requests that have not begun are taken up; false while an engine drains. Default: true.</summary>
    public bool AdmitsNew { get; set; } = true;

    /// <summary>When the next sequence has come from another memory, in seconds; infinite where none is on its way.</summary>
    public double ReadySeconds => loading.TryPeek(out _, out var next) ? next.Ready : double.PositiveInfinity;

    /// <summary>Accepts a request.</summary>
    /// <param name="sequence">The request, as it arrived.</param>
    /// <param name="now">When, in seconds.</param>
    /// <returns>False where it can never be served: longer than the model's context or than the whole cache.</returns>
    public bool Submit(Sequence sequence, double now)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var shape = sequence.Arrival.Shape;
        var reason = shape.TotalTokens > settings.MaxTokens ? "longer than the model's context"
            : pool.Needed(promises.Longest(shape)) > pool.Blocks ? "longer than the KV cache"
            : null;
        if (reason is not null)
        {
            observer.Rejected(sequence, reason, now);
            return false;
        }

        intake.Add(sequence);
        return true;
    }

    /// <summary>Whether a sequence of that length could ever be received.</summary>
    /// <param name="shape">Its lengths.</param>
    /// <returns>False where it is longer than the whole cache.</returns>
    public bool CanHold(RequestShape shape) => pool.Needed(shape.TotalTokens) <= pool.Blocks;

    /// <summary>Takes a place and the blocks for a sequence whose prompt another engine has computed.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <returns>False, and nothing taken, where there is no place now, or a preempted sequence waits for one.</returns>
    public bool TryReserve(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var (content, longest) = (sequence.Arrival.Content, sequence.Arrival.Shape.TotalTokens);
        if (Waiting > 0 || Running + Reserved >= settings.MaxSequences || !promises.Fits(sequence)
            || memory.TryHoldWhole(content, sequence.PromptTokens, longest, began) is not { } holding)
        {
            return false;
        }

        reservations.Add(sequence, holding);
        promises.Make(sequence);
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
        if (!handedOver.Remove(sequence, out var holding))
        {
            throw new InvalidOperationException("a sequence is released that was not handed over here");
        }

        memory.Free(holding, sequence.PromptTokens);
    }

    /// <summary>Begins a step.</summary>
    /// <param name="now">When, in seconds.</param>
    /// <returns>When it will end; <paramref name="now"/> where there is nothing to do, or not before <see cref="ReadySeconds"/>.</returns>
    public double Begin(double now)
    {
        began = now;
        intake.Look(waiting, atOnce: load.IsEmpty || load.Prompts > 0 || Running == 0);
        chunks.Clear();
        load = default;
        JoinReceived();
        JoinLoaded(now);
        ReturnSwapped(now);
        filling |= decodes.Count == 0;
        if (settings.Policy == SchedulerPolicy.PrefillFirst || (settings.Policy == SchedulerPolicy.DecodeFirst && filling))
        {
            PlanPrompts(settings.TokenBudget);
        }

        if (chunks.Count == 0)
        {
            filling = false;
            GrowDecodes(now);
            load = load with { DecodeBatch = decodes.Count, DecodeContext = decodes.Context, Drafts = settings.Speculation?.Drafts ?? 0 };
            if (settings.Policy == SchedulerPolicy.Mixed || (settings.Policy == SchedulerPolicy.DecodeFirst && decodes.Count == 0))
            {
                PlanPrompts(settings.TokenBudget - load.Tokens);
            }
        }

        if (load.IsEmpty)
        {
            return now;
        }

        load = settings.Graphs?.Launch(load) ?? load;
        gpuSeconds = times.Seconds(load);
        return now + settings.StepSeconds(load, gpuSeconds, times.Kernels);
    }

    /// <summary>Ends the step that was begun.</summary>
    /// <param name="end">When, in seconds.</param>
    public void End(double end)
    {
        observer.Stepped(began, end, load, Waiting, pool.Used);
        observer.Timed(gpuSeconds, settings.Host.HostSeconds(load.DecodeBatch + load.Prompts));
        if (load.DecodeBatch > 0)
        {
            decodes.Step(end, observer);
            while (decodes.TryFinish(out var finished))
            {
                Free(finished, finished.CachedTokens);
                promises.Keep(finished);
                observer.Finished(finished, end);
            }
        }

        foreach (var (sequence, tokens) in chunks)
        {
            sequence.Computed += tokens;
            if (sequence.Computed == sequence.PromptTokens)
            {
                EndPrompt(sequence, end);
            }
            else
            {
                memory.Extend(sequence.Holding!, sequence.Computed);
            }
        }
    }

    private void JoinReceived()
    {
        while (received.TryDequeue(out var sequence))
        {
            reservations.Remove(sequence, out var holding);
            sequence.Holding = holding;
            sequence.CachedTokens = sequence.PromptTokens;
            decodes.Join(sequence, sequence.FirstTokenSeconds);
        }
    }

    /// <summary>Sends all decoding sequences back to have their cache computed again, as new weights ask for; between two steps.</summary>
    public void Recompute()
    {
        while (decodes.Count > 0)
        {
            Recompute(decodes.Preempt());
        }
    }

    private void JoinLoaded(double now)
    {
        while (ReadySeconds <= now)
        {
            var (sequence, hasDecoded) = loading.Dequeue();
            if (hasDecoded)
            {
                decodes.Join(sequence, sequence.LastTokenSeconds);
            }
            else
            {
                prompts.Add(sequence);
            }
        }
    }

    // One per cent of the blocks stays free, as in vLLM, so that who comes back is not preempted at once; but not where nothing else runs.
    private void ReturnSwapped(double now)
    {
        while (swapped.First is { Value: var next } && Running + Reserved < settings.MaxSequences
            && memory.TrySwapIn(next.Holding!, next.CachedTokens, Running == 0 ? 0 : pool.Blocks / 100, now, next.SwappedSeconds, out var ready))
        {
            swapped.RemoveFirst();
            loading.Enqueue((next, true), (ready, loads++));
        }
    }

    private void GrowDecodes(double now)
    {
        while (!memory.Take(now, decodes.NewBlocks))
        {
            Preempt(decodes.Preempt(), now);
        }

        decodes.Grow();
    }

    private void Preempt(Sequence last, double now)
    {
        if (settings.Preemption == PreemptionPolicy.Swap && memory.TrySwapOut(last.Holding!, last.CachedTokens, now, out var end))
        {
            last.Preemptions++;
            observer.Preempted();
            last.SwappedSeconds = end;
            swapped.AddFirst(last);
            return;
        }

        Recompute(last);
    }

    private void Recompute(Sequence last)
    {
        last.Preemptions++;
        observer.Preempted();
        promises.Keep(last);
        Free(last, last.CachedTokens);
        last.PromptTokens = last.Arrival.Shape.InputTokens + last.Generated;
        last.Computed = 0;
        waiting.AddFirst(last);
    }

    private void PlanPrompts(int budget)
    {
        foreach (var sequence in prompts)
        {
            budget -= Plan(sequence, budget);
        }

        if (prompts.Count == 0 && decodes.Count > 0 ? wait.Holds(waiting, decodes.Count) : wait.Ends())
        {
            return;
        }

        while (budget > 0 && swapped.Count == 0 && waiting.First is { Value: var next } && (AdmitsNew || next.Generated > 0)
            && Running + Reserved < settings.MaxSequences && Admits(next, budget) && promises.Fits(next))
        {
            var (content, shape) = (next.Arrival.Content, next.Arrival.Shape);
            next.Holding = memory.TryHold(content, next.PromptTokens, shape.TotalTokens, began, out var ready);
            if (next.Holding is null)
            {
                return;
            }

            waiting.RemoveFirst();
            promises.Make(next);
            next.StartedSeconds = double.IsNaN(next.StartedSeconds) ? began : next.StartedSeconds;
            next.Computed = next.Holding.Prefix?.Depth ?? 0;
            observer.Admitted(next, next.PromptTokens, next.Computed);
            observer.Scheduled(next, began);
            if (ready > began)
            {
                loading.Enqueue((next, false), (ready, loads++));
                continue;
            }

            prompts.Add(next);
            budget -= Plan(next, budget);
        }
    }

    private bool Admits(Sequence next, int budget) =>
        settings.ChunkedPrefill || FitsWhole(next.PromptTokens - memory.HitTokens(next.Arrival.Content, next.PromptTokens), budget);

    private bool FitsWhole(int tokens, int budget) =>
        tokens <= budget || chunks.Count + load.DecodeBatch == 0 || (chunks.Count == 0 && tokens > settings.TokenBudget);

    private int Plan(Sequence sequence, int budget)
    {
        var left = sequence.PromptTokens - sequence.Computed;
        var tokens = settings.ChunkedPrefill ? Math.Min(budget, left) : FitsWhole(left, budget) ? left : 0;
        if (tokens <= 0)
        {
            return 0;
        }

        chunks.Add((sequence, tokens));
        load = load with { Prompts = load.Prompts + 1, PromptTokens = load.PromptTokens + tokens, PromptContext = load.PromptContext + sequence.Computed };
        return tokens;
    }

    private void EndPrompt(Sequence sequence, double end)
    {
        prompts.Remove(sequence);
        sequence.Generated++;
        sequence.CachedTokens = sequence.PromptTokens;
        if (double.IsNaN(sequence.FirstTokenSeconds))
        {
            sequence.FirstTokenSeconds = end;
        }

        if (sequence.Generated == sequence.Arrival.Shape.OutputTokens)
        {
            Free(sequence, sequence.CachedTokens);
            promises.Keep(sequence);
            observer.Finished(sequence, end);
            return;
        }

        memory.Extend(sequence.Holding!, sequence.CachedTokens);
        if (settings.Role == EngineRole.Prefill)
        {
            handedOver.Add(sequence, sequence.Holding!);
            sequence.Holding = null;
            promises.Keep(sequence);
            observer.HandedOver(sequence, end);
            return;
        }

        decodes.Join(sequence, end);
    }

    private void Free(Sequence sequence, int tokens)
    {
        memory.Free(sequence.Holding!, tokens);
        sequence.Holding = null;
    }
}
