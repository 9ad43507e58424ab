namespace Simulator.Systems.Serving.Arrivals;

/// <summary>
/// A conversation: each turn's prompt is the system prompt, all turns and answers so far, and new tokens. Its chance is its own, so that it says the same
/// whatever happens around it.
/// </summary>
internal sealed class Session
{
    private readonly SessionSettings settings;
    private readonly ILengths lengths;
    private readonly RandomSource random;
    private readonly int number;
    private readonly int systemPrompt;
    private RequestShape next;
    private int turnsLeft;

    /// <summary>A session with its first turn drawn, which is made whatever its length.</summary>
    internal Session(int number, ulong seed, SessionSettings settings, ILengths lengths)
    {
        (this.number, this.settings, this.lengths) = (number, settings, lengths);
        random = RandomSource.Of(seed, (ulong)number);
        systemPrompt = (int)(random.Uniform() * settings.SystemPrompts);
        turnsLeft = (int)Math.Clamp(Math.Round(settings.Turns.Draw(random)), 1, int.MaxValue) - 1;
        next = Draw(settings.SystemPromptTokens);
    }

    /// <summary>Draws the turn after the one that was answered.</summary>
    /// <param name="think">Seconds until then.</param>
    /// <returns>False where the session is over: of its own, or because the turn would exceed the most tokens.</returns>
    internal bool TryGoOn(out double think)
    {
        think = 0;
        if (turnsLeft == 0)
        {
            return false;
        }

        turnsLeft--;
        think = settings.Think.Draw(random);
        next = Draw(next.TotalTokens);
        return next.TotalTokens <= settings.MaxTokens;
    }

    /// <summary>The turn that was drawn.</summary>
    internal Arrival Turn(double seconds) =>
        new(seconds, next) { Session = number, Content = Content(turnsLeft > 0 ? next.TotalTokens : next.InputTokens) };

    private RequestShape Draw(long history)
    {
        var drawn = lengths.Draw(random);
        return drawn with { InputTokens = (int)Math.Min(int.MaxValue, history + drawn.InputTokens) };
    }

    private PromptContent? Content(long tokens)
    {
        var whole = (int)(tokens / settings.BlockTokens);
        if (whole == 0)
        {
            return null;
        }

        var shared = Math.Min(whole, settings.SystemPromptTokens / settings.BlockTokens);
        var common = BlockIds.Numbered(~(ulong)systemPrompt, 0, shared);
        var own = BlockIds.Numbered(RandomSource.Mix((ulong)number + 1), shared, whole - shared);
        return new PromptContent(settings.BlockTokens, common.AddRange(own));
    }
}
