using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>Slurm's queue through <c>sbatch</c>, <c>squeue</c> and <c>scancel</c>. Needs no accounting storage.</summary>
public sealed class SlurmController : ISlurmController
{
    // Slurm's commands themselves wait up to a minute for a controller that restarts.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The folder of Slurm's commands; empty where they are on the path.</summary>
    internal string Folder { get; init; } = "";

    /// <inheritdoc/>
    public long Submit(string script, params IReadOnlyList<string> options)
    {
        var answer = Run("sbatch", ["--parsable", .. options], script).Trim();
        return long.TryParse(answer.Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job)
            ? job
            : throw new SlurmUnavailableException($"sbatch: answered '{answer}', which is no job's number");
    }

    /// <inheritdoc/>
    public IReadOnlyList<SlurmTask> Tasks(params IReadOnlyList<string> names) =>
        Parse(Run("squeue", ["--me", "--noheader", "--array", $"--name={string.Join(',', names)}", "--format=%i|%j|%T|%r"], ""));

    /// <inheritdoc/>
    public void Cancel(long job) => Run("scancel", [job.ToString(CultureInfo.InvariantCulture)], "");

    /// <summary>Reads the lines <c>ID|NAME|STATE|REASON</c> of <c>squeue</c>.</summary>
    /// <param name="text">The lines.</param>
    /// <returns>The tasks.</returns>
    /// <exception cref="SlurmUnavailableException">A line is of another form.</exception>
    internal static IReadOnlyList<SlurmTask> Parse(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseLine)];

    private static SlurmTask ParseLine(string line)
    {
        var fields = line.TrimEnd('\r').Split('|', 4);
        var id = fields[0].Split('_');
        int? index = null;
        if (id.Length == 2 && int.TryParse(id[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            index = number;
        return fields.Length == 4 && id.Length <= 2 && id.Length == 2 == index.HasValue
            && long.TryParse(id[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job)
            ? new SlurmTask(job, index, fields[1], fields[2], fields[3])
            : throw new SlurmUnavailableException($"squeue: '{line}' is not understood");
    }

    private string Run(string program, IReadOnlyList<string> arguments, string input)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading: its exit code and its words say why.
        }

        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new SlurmUnavailableException($"{program}: no answer within {Patience.TotalSeconds:0} s");
        }

        var (text, complaint) = (output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        if (process.ExitCode == 0)
            return text;
        var last = complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        throw new SlurmUnavailableException(last ?? $"{program}: exit code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}");
    }

    private Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder, program), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new InputException(
                $"Slurm's command {program} cannot be started here; accepted: a machine that can submit to Slurm (--print shows the script on any)",
                inner: fault);
        }
    }
}
