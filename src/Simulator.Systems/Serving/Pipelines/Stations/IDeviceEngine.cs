namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>An engine that runs step by step on GPUs which it may share.</summary>
public interface IDeviceEngine
{
    /// <summary>Whether a step would do anything now.</summary>
    bool HasWork { get; }

    /// <summary>Begins a step.</summary>
    /// <param name="now">When, in seconds.</param>
    /// <returns>When it will end; <paramref name="now"/> where there is nothing to do.</returns>
    double Begin(double now);

    /// <summary>Ends the step that was begun.</summary>
    /// <param name="end">When, in seconds.</param>
    void End(double end);
}
