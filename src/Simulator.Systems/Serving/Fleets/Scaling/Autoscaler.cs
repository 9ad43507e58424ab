using Simulator.Systems.Serving.Events;

namespace Simulator.Systems.Serving.Fleets.Scaling;

/// <summary>
/// Starts and stops the replicas of a pool. A replica that starts holds its GPUs at once and takes requests after a delay; one that stops answers what it
/// has first and gives its GPUs back at the first look after that.
/// </summary>
public sealed class Autoscaler
{
    private readonly AutoscalePolicy policy;
    private readonly EnginePool pool;
    private readonly EventCalendar events;
    private readonly Func<int> load;
    private double busyBefore;
    private double lastWanted;

    /// <summary>Begins to look at a pool.</summary>
    /// <param name="policy">When replicas start and stop.</param>
    /// <param name="pool">The pool; as many of its replicas serve as should from the start.</param>
    /// <param name="events">The clock.</param>
    /// <param name="load">Requests in flight; null for those at the pool's engines.</param>
    public Autoscaler(AutoscalePolicy policy, EnginePool pool, EventCalendar events, Func<int>? load = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(events);
        (this.policy, this.pool, this.events, this.load) = (policy, pool, events, load ?? (() => pool.Load));
        events.At(events.Now + policy.IntervalSeconds, EventRank.Sample, Look, background: true);
    }

    private int Held => pool.Units.Count(u => u.State is UnitState.Serving or UnitState.Starting);

    private void Look(double now)
    {
        foreach (var unit in pool.Units.Where(u => u.State == UnitState.Draining && u.Load == 0 && u.Engines.All(e => e.Engine.Pool.Used == 0)))
        {
            pool.Change(unit, UnitState.Off);
        }

        var wanted = Math.Clamp(Wanted(), policy.Least, policy.Most);
        if (wanted >= Held)
        {
            lastWanted = now;
            Grow(wanted, now);
        }
        else if (now - lastWanted >= policy.CoolDownSeconds)
        {
            Shrink(wanted);
        }

        events.At(now + policy.IntervalSeconds, EventRank.Sample, Look, background: true);
    }

    private int Wanted()
    {
        var busy = pool.Measures.Sum(m => m.BusySeconds);
        var engines = (busy - busyBefore) / policy.IntervalSeconds;
        busyBefore = busy;
        var wanted = policy.Requests is { } requests ? load() / requests : engines / pool.Settings.Groups / policy.Utilisation!.Value;
        return (int)Math.Ceiling(Math.Min(wanted - 1e-9, int.MaxValue));
    }

    private void Grow(int wanted, double now)
    {
        while (Held < wanted)
        {
            if (Find(UnitState.Draining) is { } draining)
            {
                pool.Change(draining, UnitState.Serving);
                continue;
            }

            if (Find(UnitState.Off) is not { } off)
            {
                return;
            }

            pool.Change(off, UnitState.Starting);
            events.At(now + policy.StartUpSeconds, EventRank.Arrival, _ => Started(off, now), background: true);
        }
    }

    // A replica whose start was given up may have been started again since.
    private void Started(ScalingUnit unit, double asked)
    {
        if (unit.State == UnitState.Starting && unit.Since == asked)
        {
            pool.Change(unit, UnitState.Serving);
        }
    }

    private void Shrink(int wanted)
    {
        while (Held > wanted)
        {
            if (pool.Units.LastOrDefault(u => u.State == UnitState.Starting) is { } starting)
            {
                pool.Change(starting, UnitState.Off);
                continue;
            }

            pool.Change(pool.Units.Where(u => u.State == UnitState.Serving).Reverse().MinBy(u => u.Load)!, UnitState.Draining);
        }
    }

    private ScalingUnit? Find(UnitState state) => pool.Units.FirstOrDefault(u => u.State == state);
}
