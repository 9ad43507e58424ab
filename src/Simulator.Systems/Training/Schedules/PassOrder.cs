namespace Simulator.Systems.Training.Schedules;

/// <summary>The fixed order of a stage's passes.</summary>
internal static class PassOrder
{
    /// <summary>
    /// One forward, one backward, or its interleaved form: microbatches go through a stage's parts in groups as large as the pipeline; a stage begins with as
    /// many forward passes as bring the first microbatch to the end and back, then alternates.
    /// </summary>
    internal static List<(PassKind Kind, int Part, int MicroBatch)> Alternating(int stages, int interleaving, int stage, int microBatches)
    {
        var total = microBatches * interleaving;
        var ahead = interleaving == 1 ? stages - stage - 1 : ((stages - stage - 1) * 2) + ((interleaving - 1) * stages);
        var warmUp = Math.Min(total, ahead);
        var order = new List<(PassKind, int, int)>(2 * total);
        for (var i = 0; i < warmUp; i++)
            order.Add(Forward(i));
        for (var i = warmUp; i < total; i++)
        {
            order.Add(Forward(i));
            order.Add(Backward(i - warmUp));
        }

        for (var i = total - warmUp; i < total; i++)
            order.Add(Backward(i));
        return order;

        (PassKind, int, int) Forward(int i) => (PassKind.Forward, (Part(i) * stages) + stage, MicroBatch(i));

        (PassKind, int, int) Backward(int i) => (PassKind.Backward, ((interleaving - 1 - Part(i)) * stages) + stage, MicroBatch(i));

        int Part(int i) => interleaving == 1 ? 0 : i % (stages * interleaving) / stages;

        int MicroBatch(int i) => interleaving == 1 ? i : (i / (stages * interleaving) * stages) + (i % stages);
    }

    /// <summary>
    /// ZB-H1: one forward, one backward with the gradients of weights apart, which stage s runs s microbatches late, so that the first gradients of inputs
    /// come back sooner and the late ones fill the end. Every stage keeps as many microbatches as there are stages, the first stage's number without it.
    /// </summary>
    internal static List<(PassKind Kind, int Part, int MicroBatch)> ZeroBubble(int stages, int stage, int microBatches)
    {
        var order = new List<(PassKind, int, int)>(3 * microBatches);
        var forward = 0;
        while (forward < Math.Min(microBatches, stages - stage))
            order.Add((PassKind.Forward, stage, forward++));
        for (var i = 0; i < microBatches; i++)
        {
            order.Add((PassKind.Backward, stage, i));
            if (i >= stage)
                order.Add((PassKind.Weight, stage, i - stage));
            if (forward < microBatches)
                order.Add((PassKind.Forward, stage, forward++));
        }

        for (var i = Math.Max(0, microBatches - stage); i < microBatches; i++)
            order.Add((PassKind.Weight, stage, i));
        return order;
    }

    /// <summary>All forward passes, then all backward passes.</summary>
    internal static List<(PassKind Kind, int Part, int MicroBatch)> AllForward(int stage, int microBatches) =>
    [
        .. Enumerable.Range(0, microBatches).Select(m => (PassKind.Forward, stage, m)),
        .. Enumerable.Range(0, microBatches).Select(m => (PassKind.Backward, stage, m)),
    ];
}
