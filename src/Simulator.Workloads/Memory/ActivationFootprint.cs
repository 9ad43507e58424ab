using Simulator.Workloads.Models;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces;

namespace Simulator.Workloads.Memory;

/// <summary>The most memory that a step's intermediate results take: the residual stream, and the inputs and outputs of the widest operator.</summary>
public static class ActivationFootprint
{
    /// <summary>Peak bytes on one rank. Engines also keep workspaces of their own, which are not counted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="step">The step.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="trace">The step's trace.</param>
    /// <returns>Bytes.</returns>
    public static double PeakBytes(ModelDescription model, StepShape step, PrecisionRecipe recipe, Trace trace)
    {
        var width = step.Phase == Phase.Encode ? model.Vision?.Hidden ?? model.Hidden : model.Hidden;
        var residual = (double)step.Tokens * width * recipe.Activation.BytesPerElement;
        return residual + trace.Rows.Max(r => OperandBytes(r.Operator));
    }

    internal static double OperandBytes(Operator op) => op switch
    {
        GemmOperator g => (double)g.Batch * g.M * ((g.K * (g.QuantisedInput ? g.Precision.ActivationBytes : g.Precision.Output.BytesPerElement))
            + (g.N * g.Precision.Output.BytesPerElement)),
        MoeOperator m => (double)m.Tokens * m.TopK / m.Ep * m.Precision.Output.BytesPerElement
            * ((2.0 * m.Hidden) + ((double)(m.Matrices - 1) * m.Inter / m.Tp)),
        CrossEntropyOperator c => c.Tokens * (double)c.Vocab * (c.Precision.Input.BytesPerElement + c.Precision.Output.BytesPerElement),
        StreamingOperator s => s.ActivationReadBytes + s.WriteBytes,
        CollectiveOperator c => c.Bytes,
        _ => 0,
    };
}
