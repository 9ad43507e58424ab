using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Numerics;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Devices.Inputs;

/// <summary>Collects the operands of an operator, and then makes them, each from its own stream of random numbers.</summary>
internal sealed class InputBuilder
{
    private readonly List<InputOperand> operands = [];

    /// <summary>Bytes of all codes and of all values in fp32.</summary>
    internal double Bytes => operands.Sum(o => Elements(o.Shape) * (o.Format.BytesPerElement + 4));

    /// <summary>Elements of the largest operand.</summary>
    internal double LargestElements => operands.Max(o => Elements(o.Shape));

    /// <summary>Values of random sign and magnitude in [1/8, 1) times <paramref name="magnitude"/>.</summary>
    internal InputBuilder Signed(string name, NumberFormat format, ImmutableArray<int> shape, ScaleLayout? scaling = null, float magnitude = 1) =>
        Add(name, format, shape, scaling, (random, i) => random.Signed(i) * magnitude);

    /// <summary>Values uniform between two bounds.</summary>
    internal InputBuilder Uniform(string name, NumberFormat format, ImmutableArray<int> shape, float low, float high) =>
        Add(name, format, shape, null, (random, i) => low + ((high - low) * random.Uniform(i)));

    /// <summary>Values that a function of position and of a number uniform on [0, 1) gives.</summary>
    internal InputBuilder From(string name, NumberFormat format, ImmutableArray<int> shape, Func<long, float, float> value) =>
        Add(name, format, shape, null, (random, i) => value(i, random.Uniform(i)));

    /// <summary>Makes every operand.</summary>
    internal KernelInputs Build(Operator op, ulong seed) =>
        new(op, seed, [.. operands.Select((o, stream) => Make(o, new RandomValues(seed, stream)))]);

    private static Tensor Make(InputOperand operand, RandomValues random)
    {
        var values = new float[(long)Elements(operand.Shape)];
        Parallel.For(0, (values.Length + 65535) / 65536, part =>
        {
            for (int i = part * 65536, end = Math.Min(values.Length, i + 65536); i < end; i++)
                values[i] = operand.Value(random, i);
        });
        return TensorCodec.Encode(operand.Name, operand.Format, operand.Shape, values, operand.Scaling);
    }

    private static double Elements(ImmutableArray<int> shape) => shape.Aggregate(1.0, (product, d) => product * d);

    private InputBuilder Add(string name, NumberFormat format, ImmutableArray<int> shape, ScaleLayout? scaling, Func<RandomValues, long, float> value)
    {
        operands.Add(new InputOperand(name, format, shape, scaling ?? OperandLayouts.Natural(format), value));
        return this;
    }
}
