using Simulator.Reporting.Scales;

namespace Simulator.Reporting.Steps;

/// <summary>What steps are called in figures.</summary>
public static class StepNames
{
    /// <summary>Names that tell steps apart: by what differs between them.</summary>
    /// <param name="steps">The steps.</param>
    /// <returns>One name each, all different.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<StepDocument> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Func<StepDocument, string>[] parts =
        [
            s => s.Gpus > 1 ? $"{SiFormat.Number(s.Gpus)} × {s.Gpu}" : s.Gpu, s => s.Phase ?? "", s => s.Model ?? "", s => s.Precision ?? "",
            s => s.Parallelism?.ToString() ?? "", s => s.Batch > 0 ? $"batch {SiFormat.Number(s.Batch)}" : "", s => string.Join(", ", s.Changes),
        ];
        List<Func<StepDocument, string>> used = [];
        foreach (var part in parts.Where(p => steps.Select(p).Distinct().Count() > 1))
        {
            used.Add(part);
            if (Names().Distinct().Count() == steps.Count)
            {
                break;
            }
        }

        if (used.Count == 0)
        {
            used.Add(parts[0]);
        }

        var names = Names();
        return names.Distinct().Count() == names.Length ? names : [.. names.Select((n, i) => $"{n} ({i + 1})")];

        string[] Names() => [.. steps.Select(s => string.Join(" ", used.Select(p => p(s)).Where(t => t.Length > 0)))];
    }

    /// <summary>A step in words: model, phase, sizes and where it runs.</summary>
    /// <param name="step">The step.</param>
    /// <returns>A phrase, such as <c>one decode step of llama-3.1-8b (batch 16, context 4096, bf16) on h100-sxm</c>.</returns>
    public static string Phrase(StepDocument step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var where = $"on {(step.Gpus > 1 ? $"{SiFormat.Number(step.Gpus)} × " : "")}{step.Gpu}";
        if (step.Model is null)
        {
            return $"the traced step {where}";
        }

        string[] details =
        [
            $"batch {SiFormat.Number(step.Batch)}", step.NewTokens > 1 ? $"{SiFormat.Number(step.NewTokens)} tokens" : "",
            step.Context > 0 ? $"context {SiFormat.Number(step.Context)}" : "", step.Precision ?? "", step.Parallelism?.ToString() ?? "",
        ];
        return $"one {step.Phase} step of {step.Model} ({string.Join(", ", details.Where(d => d.Length > 0))}) {where}";
    }
}
