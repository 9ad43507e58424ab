using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.References;

/// <summary>The kernels of a Mamba-2 layer, token by token.</summary>
internal static class RecurrentReference
{
    internal static IReadOnlyList<ReferenceOutput> Compute(Mamba2Operator op, KernelInputs inputs) => op.Stage switch
    {
        RecurrentStage.ConvPrefill => Convolution(op, inputs),
        RecurrentStage.ConvDecode => ConvolutionStep(op, inputs),
        RecurrentStage.ScanPrefill => Scan(op, op.Seq, inputs, new double[(long)(op.Batch * op.StateElements)]),
        _ => Scan(op, 1, inputs, Doubles.Of(inputs, "state")),
    };

    private static IReadOnlyList<ReferenceOutput> Convolution(Mamba2Operator op, KernelInputs inputs)
    {
        double[] x = Doubles.Of(inputs, "x"), weight = Doubles.Of(inputs, "weight"), y = new double[x.Length];
        var channels = op.ConvChannels;
        Parallel.For(0, op.Batch * op.Seq, row =>
        {
            var token = row % op.Seq;
            for (var c = 0; c < channels; c++)
            {
                double sum = 0;
                for (var back = 0; back < op.DConv && back <= token; back++)
                    sum += weight[(c * op.DConv) + op.DConv - 1 - back] * x[((long)(row - back) * channels) + c];
                y[((long)row * channels) + c] = Doubles.Silu(sum);
            }
        });
        return [new ReferenceOutput("y", y)];
    }

    private static IReadOnlyList<ReferenceOutput> ConvolutionStep(Mamba2Operator op, KernelInputs inputs)
    {
        double[] x = Doubles.Of(inputs, "x"), weight = Doubles.Of(inputs, "weight"), window = Doubles.Of(inputs, "window"), y = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var values = window.Skip(i * op.DConv).Take(op.DConv).Append(x[i]).Skip(1).ToArray();
            values.CopyTo(window, i * op.DConv);
            y[i] = Doubles.Silu(values.Select((value, tap) => value * weight[(i % op.ConvChannels * op.DConv) + tap]).Sum());
        }

        return [new ReferenceOutput("y", y), new ReferenceOutput("window", window)];
    }

    private static IReadOnlyList<ReferenceOutput> Scan(Mamba2Operator op, int seq, KernelInputs inputs, double[] state)
    {
        double[] x = Doubles.Of(inputs, "x"), dt = Doubles.Of(inputs, "dt"), decay = Doubles.Of(inputs, "decay");
        double[] b = Doubles.Of(inputs, "b"), c = Doubles.Of(inputs, "c"), skip = Doubles.Of(inputs, "skip"), y = new double[x.Length];
        int n = op.DState, p = op.HeadDim;
        Parallel.For(0, op.Batch * op.Heads, unit =>
        {
            int sequence = unit / op.Heads, head = unit % op.Heads, group = head / (op.Heads / op.Groups);
            for (var token = 0; token < seq; token++)
            {
                var row = ((sequence * seq) + token) * op.Heads + head;
                var shared = (((long)((sequence * seq) + token) * op.Groups) + group) * n;
                for (var i = 0; i < p; i++)
                {
                    var value = x[((long)row * p) + i];
                    var sum = skip[head] * value;
                    for (var j = 0; j < n; j++)
                    {
                        ref var h = ref state[(((long)unit * p) + i) * n + j];
                        h = (Math.Exp(dt[row] * decay[head]) * h) + (dt[row] * value * b[shared + j]);
                        sum += h * c[shared + j];
                    }

                    y[((long)row * p) + i] = sum;
                }
            }
        });
        return [new ReferenceOutput("y", y), new ReferenceOutput("state", state)];
    }
}
