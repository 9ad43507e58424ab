using Simulator.Systems.Serving.Events;

namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>
/// One engine of a model that computes its input in one pass: an embedding model, a reranker, a vision or speech encoder. Calls are batched in the order in
/// which they come, without padding, and priced at their mean length.
/// </summary>
/// <param name="seconds">The GPUs' time of a pass: calls, and mean tokens of each.</param>
/// <param name="settings">How it batches.</param>
/// <param name="device">Its GPUs.</param>
/// <param name="events">The clock.</param>
/// <param name="listener">Is told of answers.</param>
/// <param name="load">Sums up what the model's engines do.</param>
public sealed class EncoderEngine(
    Func<int, double, double> seconds, EncoderSettings settings, Device device, EventCalendar events, ICallListener listener, EngineLoad load) : IDeviceEngine
{
    private readonly Queue<Call> waiting = new();
    private readonly List<Call> batch = [];
    private double opens;
    private double began;

    /// <summary>Calls that wait or run.</summary>
    public int Load => waiting.Count + batch.Count;

    /// <inheritdoc/>
    public bool HasWork => waiting.Count >= settings.MaxBatch || (waiting.Count > 0 && events.Now >= opens);

    /// <summary>Takes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="now">When, in seconds.</param>
    public void Submit(Call call, double now)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.InputTokens > settings.MaxTokens)
        {
            listener.Rejected(call, FormattableString.Invariant($"{call.InputTokens} tokens: longer than the model's context"), now);
            return;
        }

        waiting.Enqueue(call);
        if (waiting.Count == 1)
        {
            Open(now);
        }
    }

    /// <inheritdoc/>
    public double Begin(double now)
    {
        began = now;
        long tokens = 0;
        while (batch.Count < settings.MaxBatch && waiting.TryPeek(out var next) && (batch.Count == 0 || tokens + next.InputTokens <= settings.TokenBudget))
        {
            waiting.Dequeue();
            next.BeganSeconds = now;
            tokens += Math.Max(1, next.InputTokens);
            batch.Add(next);
        }

        var end = now + settings.Host.StepSeconds(seconds(batch.Count, (double)tokens / batch.Count), batch.Count);
        load.Step(end - now, batch.Count, (int)tokens);
        return end;
    }

    /// <inheritdoc/>
    public void End(double end)
    {
        var ended = batch.ToArray();
        batch.Clear();
        if (waiting.Count > 0)
        {
            // What came during the pass has waited for it already; the window counts from the first of it.
            Open(Math.Max(began, waiting.Peek().SubmittedSeconds));
        }

        foreach (var call in ended)
        {
            var host = settings.Host.RequestSeconds(call.InputTokens, 0);
            if (host > 0)
            {
                events.At(end + host, EventRank.Arrival, sent => listener.Answered(call, sent));
            }
            else
            {
                listener.Answered(call, end);
            }
        }
    }

    private void Open(double first)
    {
        opens = first + settings.WindowSeconds;
        if (opens > events.Now)
        {
            events.At(opens, EventRank.Arrival, _ => device.Wake());
        }
    }
}
