using ILGPU;
using ILGPU.Runtime;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Streaming;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Copy, triad, element-wise sums and reduction: vectors without rows.</summary>
internal sealed class VectorKernel : IOperatorKernel
{
    private const float TriadFactor = 3;

    /// <inheritdoc/>
    public bool Handles(Operator op) => op is CopyOperator or TriadOperator or ElementwiseOperator or ReductionOperator;

    /// <inheritdoc/>
    public string? WhyNot(Operator op, DeviceTraits traits) => op switch
    {
        ElementwiseOperator { Inputs: > SumKernel.MaximumInputs } o => $"at most {SumKernel.MaximumInputs} operands are added, not {o.Inputs}",
        CopyOperator o when o.Precision.Input != o.Precision.Output => "a copy keeps its format",
        CopyOperator => null,
        StreamingOperator o => StreamFormats.WhyNot(o, traits),
        _ => null,
    };

    /// <inheritdoc/>
    public (string Implementation, Action Launch) Prepare(Workbench bench) => bench.Operator switch
    {
        CopyOperator o => Copy(bench, o),
        TriadOperator o => Sum(bench, o, ["x", "z"], TriadFactor),
        ElementwiseOperator o => Sum(bench, o, [.. Enumerable.Range(0, o.Inputs).Select(i => $"x{i}")], 1),
        _ => Reduce(bench, (ReductionOperator)bench.Operator),
    };

    private static (string Implementation, Action Launch) Copy(Workbench bench, CopyOperator op)
    {
        var x = bench.Input("x");
        var y = bench.Output("y", op.Precision.Output, x.Dimensions);
        var quads = (int)(x.Bytes / 16);
        var launch = bench.Accelerator.LoadStreamKernel<ArrayView<Quad<int>>, ArrayView<Quad<int>>, int>(CopyKernel.Run);
        KernelConfig grid = (bench.Groups(quads), bench.Threads);
        return ("16 bytes a thread and step", () => launch(grid, x.View<Quad<int>>(), y.View<Quad<int>>(), quads));
    }

    private static (string Implementation, Action Launch) Sum(Workbench bench, StreamingOperator op, string[] names, float factor)
    {
        DeviceTensor[] inputs = [.. names.Select(bench.Input)];
        var y = bench.Output("y", op.Precision.Output, inputs[0].Dimensions);
        var launch = ElementTypes.Visit(op.Precision.Input, op.Precision.Output, new Adder(bench, inputs, y, factor));
        return ("4 elements a thread and step", launch);
    }

    private static (string Implementation, Action Launch) Reduce(Workbench bench, ReductionOperator op)
    {
        var x = bench.Input("x");
        var sum = bench.Output("sum", op.Precision.Output, 1);
        return ("partial sums by groups, then their sum", ElementTypes.Visit(op.Precision.Input, op.Precision.Output, new Reducer(bench, x, sum)));
    }

    private sealed class Adder(Workbench bench, DeviceTensor[] inputs, DeviceTensor y, float factor) : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            Action<ArrayView<TIn>, ArrayView<TIn>, ArrayView<TIn>, ArrayView<TIn>, ArrayView<TOut>, int, float, int> kernel =
                SumKernel.Run<TIn, TInElement, TOut, TOutElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            // Rows are padded to 16 bytes: in the narrower format to more elements.
            var quads = Math.Min(inputs[0].Quads, y.Quads);
            KernelConfig grid = (bench.Groups(quads), bench.Threads);
            ArrayView<TIn> Operand(int i) => inputs[Math.Min(i, inputs.Length - 1)].View<TIn>();
            return () => launch(grid, Operand(0), Operand(1), Operand(2), Operand(3), y.View<TOut>(), inputs.Length, factor, quads);
        }
    }

    private sealed class Reducer(Workbench bench, DeviceTensor x, DeviceTensor sum) : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            var groups = bench.Groups(x.Quads);
            var partial = bench.Scratch(Hardware.Formats.NumberFormats.Fp32, groups);
            Action<ArrayView<TIn>, ArrayView<float>, int> first = ReductionKernel.Partial<TIn, TInElement>;
            Action<ArrayView<float>, ArrayView<TOut>, int> second = ReductionKernel.Final<TOut, TOutElement>;
            var launchFirst = bench.Accelerator.LoadStreamKernel(first);
            var launchSecond = bench.Accelerator.LoadStreamKernel(second);
            return () =>
            {
                launchFirst((groups, bench.Threads), x.View<TIn>(), partial.View<float>(), x.Quads);
                launchSecond((1, bench.Threads), partial.View<float>(), sum.View<TOut>(), groups);
            };
        }
    }
}
