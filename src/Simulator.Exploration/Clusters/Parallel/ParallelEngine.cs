using System.Globalization;

namespace Simulator.Exploration.Clusters.Parallel;

/// <summary>
/// GNU parallel on one machine: as many shards at a time as its cores hold. Its job log remembers what succeeded, so that the same script run again
/// goes on (<c>--resume-failed</c>). Options as in the manual page of GNU parallel.
/// </summary>
public sealed class ParallelEngine : IClusterEngine
{
    /// <inheritdoc/>
    public string Name => "parallel";

    /// <inheritdoc/>
    public string Script(ShardCommand command, JobResources resources)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(resources);
        var logs = ShellWord.Quote(Path.Combine(command.FullFolder, "parallel"));
        var limit = resources.WholeSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $" --timeout {seconds}") : "";
        var memory = resources.Mebibytes is { } mebibytes ? string.Create(CultureInfo.InvariantCulture, $" --memfree {mebibytes}M") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            #!/usr/bin/env bash
            # Computes the shards with GNU parallel, then merges them. Run it again after a failure or an interruption: it goes on.
            set -euo pipefail
            [[ "$(parallel --version 2> /dev/null)" == "GNU parallel"* ]] || { echo "GNU parallel is not installed" >&2; exit 127; }
            cd {{ShellWord.Quote(command.Directory)}}
            logs={{logs}}
            mkdir -p "$logs"

            shard() { {{command.OfShard("$1")}} >> "$logs/shard-$1.log" 2>&1; }
            export -f shard
            export logs SHELL="$BASH"

            cores=$(nproc)
            jobs=$((cores > {{resources.Cores}} ? cores / {{resources.Cores}} : 1))
            options=(--jobs "$jobs" --retries {{resources.MaxRetries + 1}}{{limit}}{{memory}} --joblog "$logs/jobs.tsv" --resume-failed)
            parallel "${options[@]}" shard ::: {1..{{command.Shards}}} || { echo "some shards failed: $logs/shard-NUMBER.log says why" >&2; exit 1; }

            # Exit code 1: merged, but no design meets the constraints. Else files of shards are missing: the next time looks at every shard again.
            {{command.OfMerge()}} || { code=$?; [ "$code" -eq 1 ] || rm -f "$logs/jobs.tsv"; exit "$code"; }

            """);
    }
}
