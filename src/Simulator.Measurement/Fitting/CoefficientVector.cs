using System.Collections.Immutable;
using System.Reflection;
using Simulator.Hardware.Descriptions;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Fitting;

/// <summary>The numbers of one section of the coefficients, and a way to change them.</summary>
internal static class CoefficientVector
{
    /// <summary>The numbers below a section, such as <c>gemm</c>.</summary>
    public static ImmutableArray<Coefficient> Of(string section)
    {
        var root = typeof(TimingCoefficients).GetProperties().Single(p => p.GetCustomAttribute<FieldAttribute>()?.Key == section);
        return [.. List(root.PropertyType, section, [root])];
    }

    /// <summary>A copy whose records are its own, so that changing them leaves the original as it is.</summary>
    public static TimingCoefficients Copy(TimingCoefficients coefficients) => (TimingCoefficients)Clone(coefficients);

    private static object Clone(object record)
    {
        var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        foreach (var property in record.GetType().GetProperties().Where(p => IsSection(p.PropertyType) && p.CanWrite && p.GetValue(record) is not null))
        {
            property.SetValue(copy, Clone(property.GetValue(record)!));
        }

        return copy;
    }

    private static IEnumerable<Coefficient> List(Type type, string path, PropertyInfo[] steps)
    {
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<FieldAttribute>() is not { } field)
            {
                continue;
            }

            PropertyInfo[] below = [.. steps, property];
            if (property.PropertyType == typeof(double))
            {
                yield return new Coefficient($"{path}.{field.Key}", field, below);
            }
            else if (IsSection(property.PropertyType))
            {
                foreach (var nested in List(property.PropertyType, $"{path}.{field.Key}", below))
                {
                    yield return nested;
                }
            }
        }
    }

    private static bool IsSection(Type type) => type.Namespace == typeof(TimingCoefficients).Namespace && type.IsClass;
}
