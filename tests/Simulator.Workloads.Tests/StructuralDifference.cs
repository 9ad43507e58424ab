using System.Collections;
using System.Reflection;

namespace Simulator.Workloads.Tests;

/// <summary>Compares records member by member, lists element by element, and names the first member that differs.</summary>
internal static class StructuralDifference
{
    internal static string? Find(object? expected, object? actual, string path, params string[] ignored)
    {
        if (expected is null || actual is null || expected.GetType() != actual.GetType())
            return Equals(expected, actual) ? null : $"{path}: expected {expected ?? "null"}, was {actual ?? "null"}";
        if (expected is string || expected.GetType().IsPrimitive || expected.GetType().IsEnum)
            return expected.Equals(actual) ? null : $"{path}: expected {expected}, was {actual}";
        if (expected is IEnumerable expectedItems)
            return FindInLists([.. expectedItems.Cast<object?>()], [.. ((IEnumerable)actual).Cast<object?>()], path);
        return expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && !ignored.Contains(p.Name))
            .Select(p => Find(p.GetValue(expected), p.GetValue(actual), $"{path}.{p.Name}"))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? FindInLists(List<object?> expected, List<object?> actual, string path) => expected.Count != actual.Count
        ? $"{path}: expected {expected.Count} elements, was {actual.Count}"
        : expected.Select((item, i) => Find(item, actual[i], $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);
}
