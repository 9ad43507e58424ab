using ILGPU;
using ILGPU.Runtime;
using Simulator.Accelerators.Ilgpu.Devices;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Streaming;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Numerics;
using Simulator.Workloads.Operators;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>Norms, gated activation, quantise and embedding: work on rows.</summary>
internal sealed class RowKernel : IOperatorKernel
{
    /// <inheritdoc/>
    public bool Handles(Operator op) => op is NormOperator or ActivationOperator or QuantiseOperator or EmbeddingOperator;

    /// <inheritdoc/>
    public string? WhyNot(Operator op, DeviceTraits traits) =>
        StreamFormats.WhyNot((StreamingOperator)op, traits, narrowOutput: op is NormOperator or QuantiseOperator);

    /// <inheritdoc/>
    public (string Implementation, Action Launch) Prepare(Workbench bench)
    {
        var op = (StreamingOperator)bench.Operator;
        var launch = ElementTypes.Visit<Action>(op.Precision.Input, op.Precision.Output, op switch
        {
            NormOperator o => new Norm(bench, o),
            ActivationOperator o => new Activation(bench, o),
            QuantiseOperator o => new Quantise(bench, o),
            _ => new Embedding(bench, (EmbeddingOperator)op),
        });
        return ("a group per row, 4 elements a thread and step", launch);
    }

    private static DeviceTensor? Scales(Workbench bench, NumberFormat format, int rows) =>
        format.ElementBits < 16 ? bench.Own(DeviceTensor.Allocate(bench.Accelerator, "scales", NumberFormats.Fp32, rows)) : null;

    private static float ScaledMaximum(NumberFormat format) => format.ElementBits < 16 ? ElementCodec.Maximum(format) : 0;

    private sealed class Norm(Workbench bench, NormOperator op) : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            DeviceTensor x = bench.Input("x"), weight = bench.Input("weight");
            var residual = op.Residual ? bench.Input("residual") : x;
            var bias = op.Layer ? bench.Input("bias") : weight;
            var scales = Scales(bench, op.Precision.Output, op.Tokens);
            var y = bench.Output("y", op.Precision.Output, scales, op.Tokens, op.Hidden);
            var sum = op.Residual ? bench.Output("sum", op.Precision.Input, op.Tokens, op.Hidden) : x;
            var factors = scales ?? bench.Scratch(NumberFormats.Fp32, 1);
            var shape = new NormShape
            {
                Hidden = op.Hidden,
                Stride = x.Stride,
                OutputStride = y.Stride,
                Residual = op.Residual ? 1 : 0,
                Layer = op.Layer ? 1 : 0,
                Scaled = scales is null ? 0 : 1,
                OutputMaximum = ScaledMaximum(op.Precision.Output),
            };
            Action<ArrayView<TIn>, ArrayView<TIn>, ArrayView<TIn>, ArrayView<TIn>, ArrayView<TIn>, ArrayView<TOut>, ArrayView<float>, NormShape> kernel =
                NormKernel.Run<TIn, TInElement, TOut, TOutElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            return () => launch(
                bench.Rows(op.Tokens),
                x.View<TIn>(),
                residual.View<TIn>(),
                weight.View<TIn>(),
                bias.View<TIn>(),
                sum.View<TIn>(),
                y.View<TOut>(),
                factors.View<float>(),
                shape);
        }
    }

    private sealed class Activation(Workbench bench, ActivationOperator op) : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            var x = bench.Input("x");
            var y = bench.Output("y", op.Precision.Output, op.Tokens, op.Inter);
            var byFours = op.Inter % 4 == 0;
            Action<ArrayView<TIn>, ArrayView<TOut>, int, int, int, int> kernel = byFours
                ? ActivationKernel.RunQuads<TIn, TInElement, TOut, TOutElement>
                : ActivationKernel.Run<TIn, TInElement, TOut, TOutElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            // Two steps a thread, so that a few long rows still fill the device.
            var across = (op.Inter + (byFours ? 8 : 2) * bench.Threads - 1) / ((byFours ? 8 : 2) * bench.Threads);
            var grid = bench.Plane(op.Tokens, Math.Clamp(across, 1, 65535));
            return () => launch(grid, x.View<TIn>(), y.View<TOut>(), op.Inter, op.Gated ? 1 : 0, x.Stride, y.Stride);
        }
    }

    private sealed class Quantise(Workbench bench, QuantiseOperator op) : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            var x = bench.Input("x");
            var scales = Scales(bench, op.Precision.Output, op.Tokens);
            var y = bench.Output("y", op.Precision.Output, scales, op.Tokens, op.Hidden);
            var factors = scales ?? bench.Scratch(NumberFormats.Fp32, 1);
            var maximum = ScaledMaximum(op.Precision.Output);
            Action<ArrayView<TIn>, ArrayView<TOut>, ArrayView<float>, int, int, int, float> kernel =
                QuantiseKernel.Run<TIn, TInElement, TOut, TOutElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            return () => launch(
                bench.Rows(op.Tokens), x.View<TIn>(), y.View<TOut>(), factors.View<float>(), op.Hidden, x.Stride, y.Stride, maximum);
        }
    }

    private sealed class Embedding(Workbench bench, EmbeddingOperator op) : IElementPairVisitor<Action>
    {
        public Action Visit<TIn, TInElement, TOut, TOutElement>()
            where TIn : unmanaged
            where TInElement : struct, IElement<TIn>
            where TOut : unmanaged
            where TOutElement : struct, IElement<TOut>
        {
            DeviceTensor ids = bench.Input("ids"), table = bench.Input("table");
            var y = bench.Output("y", op.Precision.Output, op.Tokens, op.Hidden);
            Action<ArrayView<float>, ArrayView<TIn>, ArrayView<TOut>, int, int, int> kernel = EmbeddingKernel.Run<TIn, TInElement, TOut, TOutElement>;
            var launch = bench.Accelerator.LoadStreamKernel(kernel);
            return () => launch(bench.Rows(op.Tokens), ids.View<float>(), table.View<TIn>(), y.View<TOut>(), op.Hidden, table.Stride, y.Stride);
        }
    }
}
