namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>The engines of one model, one on each replica of its pool: a call goes to the one with the fewest calls, the first of equals.</summary>
/// <param name="engines">For each: its calls, what takes a call, and its GPUs; at least one.</param>
public sealed class EngineGroup(IReadOnlyList<(Func<int> Load, Action<Call, double> Submit, Device Device)> engines) : IStation
{
    /// <inheritdoc/>
    public void Submit(Call call, double now)
    {
        var (least, load) = (0, engines[0].Load());
        for (var i = 1; i < engines.Count && load > 0; i++)
        {
            var other = engines[i].Load();
            (least, load) = other < load ? (i, other) : (least, load);
        }

        engines[least].Submit(call, now);
        engines[least].Device.Wake();
    }
}
