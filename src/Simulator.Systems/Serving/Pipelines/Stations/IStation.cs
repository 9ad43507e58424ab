namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>What takes calls: the engines of a model, or a tool.</summary>
public interface IStation
{
    /// <summary>Takes a call; it is answered or rejected later, or rejected at once.</summary>
    /// <param name="call">The call.</param>
    /// <param name="now">When, in seconds.</param>
    void Submit(Call call, double now);
}
