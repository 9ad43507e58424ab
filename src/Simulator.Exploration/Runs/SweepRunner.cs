using System.Diagnostics;
using System.Text;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Runs;

/// <summary>
/// Runs an experiment, or a part of it, into a results folder. Points are appended in order, so that whatever ends the run, all whole lines are valid;
/// the answers are drawn from what the file says, whether it was written just now, earlier, or by several parts.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="manifest">Its manifest.</param>
/// <param name="folder">The run's folder.</param>
public sealed class SweepRunner(Experiment experiment, RunManifest manifest, RunFolder folder)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    private DesignProgram Program => experiment.Program;

    /// <summary>Runs it.</summary>
    /// <param name="options">How.</param>
    /// <param name="tell">Told of progress a few times a second; null for nobody.</param>
    /// <param name="cancellation">Stops the run after the points under way; what is finished stays.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="InputException">The folder holds something else, or a run that may not be overwritten.</exception>
    /// <exception cref="IOException">The folder cannot be written, or its disk is full.</exception>
    public SweepOutcome Run(SweepOptions options, Action<SweepProgress>? tell = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var part = folder.Of(options.Shard);
        var (first, end) = options.Shard.Range(experiment.Space.Count);
        var whole = options.Shard.Count == 1;
        Directory.CreateDirectory(part.FullPath);
        using var held = RunLock.Take(part);
        var builder = whole ? new SweepAnswersBuilder(experiment.Questions) : null;
        var next = Continue(part, first, end, options, builder);
        var found = next - first;
        var clock = Stopwatch.StartNew();
        var told = TimeSpan.Zero;
        using (var file = new FileStream(part.Points, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            if (file.Length == 0)
            {
                file.Write(Encoding.UTF8.GetBytes(PointWriter.Header(Program)));
            }

            foreach (var chunk in new ChunkSource(Program, options.Threads).Range(next, end, cancellation))
            {
                file.Write(chunk.Text);
                foreach (var record in chunk.Records)
                {
                    Offer(builder, record);
                }

                next += chunk.Records.Length;
                if (clock.Elapsed - told >= TellEvery)
                {
                    told = clock.Elapsed;
                    file.Flush();
                    tell?.Invoke(Progress());
                }
            }
        }

        var answers = next == end && builder is not null ? Answer(experiment, part, builder) : null;
        return new SweepOutcome(part, answers, Progress(), found);

        SweepProgress Progress() => new(next - first, end - first, (next - first - found) / Math.Max(clock.Elapsed.TotalSeconds, 1e-9));
    }

    /// <summary>Draws up the answers and writes them whole or not at all.</summary>
    internal static SweepAnswers Answer(Experiment experiment, RunFolder target, SweepAnswersBuilder builder)
    {
        var answers = builder.ToAnswers(new DesignDescriber(experiment.Program).Of);
        WholeFile.Write(target.Answers, stream => stream.Write(Encoding.UTF8.GetBytes(AnswersFile.ToJson(answers))));
        return answers;
    }

    /// <summary>Adds a point to the answers.</summary>
    internal static void Offer(SweepAnswersBuilder? builder, PointRecord record, DesignProgram program)
    {
        if (builder is null)
        {
            return;
        }

        Span<int> levels = stackalloc int[record.Levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = program.Parameters[i].ReportedLevel(record.Levels[i], record.Numbers[i]);
        }

        if (record.Refusal is { } refusal)
        {
            builder.AddUnrunnable(levels, refusal);
        }
        else
        {
            builder.Add(record.Index, levels, record.Objectives, record.Holds, record.Slack);
        }
    }

    private void Offer(SweepAnswersBuilder? builder, PointRecord record) => Offer(builder, record, Program);

    // Makes the folder ready and returns the first point that is not in it.
    private long Continue(RunFolder part, long first, long end, SweepOptions options, SweepAnswersBuilder? builder)
    {
        if (File.Exists(part.Manifest))
        {
            var present = RunManifest.Read(part.FullPath);
            var same = present.Identity == manifest.Identity;
            if (options.Resume && !same)
            {
                throw new InputException("holds a run of other inputs or another version; accepted: the same experiment, --force, or another --run", part.FullPath);
            }

            if (options.Resume && File.Exists(part.Points))
            {
                return Keep(part, first, end, builder);
            }

            if (!options.Force && File.Exists(part.Points))
            {
                var state = same ? "a run of this experiment" : "a run of other inputs or another version";
                throw new InputException($"holds {state}; accepted: {(same ? "--resume to go on with it, " : "")}--force to do it again, or another --run", part.FullPath);
            }
        }
        else if (File.Exists(part.Points))
        {
            throw new InputException("holds points without a manifest; accepted: a folder of this experiment, or an empty one", part.FullPath);
        }

        File.Delete(part.Answers);
        File.Delete(part.Points);
        WholeFile.Write(part.Manifest, stream => stream.Write(Encoding.UTF8.GetBytes(manifest.ToJson())));
        return first;
    }

    private long Keep(RunFolder part, long first, long end, SweepAnswersBuilder? builder)
    {
        var bytes = PointReader.WholeLines(part.Points);
        using (var file = new FileStream(part.Points, FileMode.Open, FileAccess.Write))
        {
            file.SetLength(bytes);
        }

        var next = new PointReader(Program).Read(part.Points, bytes, first, record => Offer(builder, record));
        return next <= end ? next : throw new InputException($"holds more points than the experiment has ({end - first})", part.Points);
    }
}
