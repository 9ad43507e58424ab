namespace Simulator.Systems.Training.Schedules;

/// <summary>The order in which pipeline stages run forward and backward passes.</summary>
public enum ScheduleKind
{
    /// <summary>
    /// One forward, one backward (Narayanan et al., PipeDream-2BW, 2021); interleaved where stages have several parts
    /// (Narayanan et al., Efficient large-scale language model training, 2021).
    /// </summary>
    OneForwardOneBackward,

    /// <summary>Weights' gradients apart, filled into the gaps, no more memory than one forward, one backward (Qi et al., Zero bubble, 2023, ZB-H1).</summary>
    ZeroBubble,

    /// <summary>All forward passes first (Huang et al., GPipe, 2019).</summary>
    AllForward,
}
