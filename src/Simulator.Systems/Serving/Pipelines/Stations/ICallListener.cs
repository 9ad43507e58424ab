namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>Is told what becomes of calls.</summary>
public interface ICallListener
{
    /// <summary>A call is answered.</summary>
    /// <param name="call">The call.</param>
    /// <param name="now">When, in seconds.</param>
    void Answered(Call call, double now);

    /// <summary>A call can never be answered.</summary>
    /// <param name="call">The call.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">When, in seconds.</param>
    void Rejected(Call call, string reason, double now);
}
