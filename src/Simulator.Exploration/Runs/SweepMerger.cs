using System.Text;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Runs;

/// <summary>Joins the parts of a run: the same bytes as a run in one piece.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="manifest">Its manifest, as a run in one piece would write it.</param>
/// <param name="folder">The run's folder, which holds <c>shards/</c>.</param>
public sealed class SweepMerger(Experiment experiment, RunManifest manifest, RunFolder folder)
{
    private const int Shown = 10;

    /// <summary>Joins the parts.</summary>
    /// <param name="cancellation">Stops between parts; nothing is written then.</param>
    /// <returns>What the whole came to.</returns>
    /// <exception cref="InputException">A part is missing, incomplete, of another experiment, or damaged.</exception>
    public SweepOutcome Merge(CancellationToken cancellation = default)
    {
        var shards = folder.Shards();
        if (shards.Count == 0)
        {
            throw new InputException("holds no parts; accepted: a run's folder with shards/, as 'gpusim run --shard i/n' writes it", folder.FullPath);
        }

        var count = shards[0].Count;
        var points = experiment.Space.Count;
        var incomplete = Enumerable.Range(1, count).Where(i => !IsComplete(new Shard(i, count))).ToArray();
        if (incomplete.Length > 0)
        {
            var (noun, verb) = incomplete.Length == 1 ? ("shard", "is") : ("shards", "are");
            var names = string.Join(", ", incomplete.Take(Shown)) + (incomplete.Length > Shown ? ", ..." : "");
            throw new InputException($"{noun} {names} of {count} {verb} incomplete; accepted: all parts ('gpusim run ... --shard i/{count} --resume' completes one)", folder.FullPath);
        }

        using var held = RunLock.Take(folder);
        var builder = new SweepAnswersBuilder(experiment.Questions);
        WholeFile.Write(folder.Points, stream =>
        {
            stream.Write(Encoding.UTF8.GetBytes(PointWriter.Header(experiment.Program)));
            foreach (var shard in Enumerable.Range(1, count).Select(i => new Shard(i, count)))
            {
                cancellation.ThrowIfCancellationRequested();
                Append(shard, stream, builder);
            }
        });
        WholeFile.Write(folder.Manifest, stream => stream.Write(Encoding.UTF8.GetBytes(manifest.ToJson())));
        var answers = SweepRunner.Answer(experiment, folder, builder);
        return new SweepOutcome(folder, answers, new SweepProgress(points, points, 0), points);
    }

    /// <summary>Whether a part holds all its points, by its size alone: its lines are checked when they are joined.</summary>
    /// <param name="shard">The part.</param>
    /// <returns>True where it does.</returns>
    public bool IsComplete(Shard shard)
    {
        var part = folder.Of(shard);
        var (first, end) = shard.Range(experiment.Space.Count);
        return File.Exists(part.Manifest) && File.Exists(part.Points) && PointReader.LastPoint(part.Points) is var last && (last == end - 1 || first == end);
    }

    private void Append(Shard shard, Stream stream, SweepAnswersBuilder builder)
    {
        var part = folder.Of(shard);
        if (RunManifest.Read(part.FullPath).Identity != manifest.Identity)
        {
            throw new InputException("is a part of another experiment, of other inputs or of another version; accepted: parts of one run", part.FullPath);
        }

        var (first, end) = shard.Range(experiment.Space.Count);
        var bytes = PointReader.WholeLines(part.Points);
        var next = new PointReader(experiment.Program).Read(part.Points, bytes, first, record => SweepRunner.Offer(builder, record, experiment.Program));
        if (next != end)
        {
            throw new InputException($"ends at point {next - 1}; accepted: points {first} to {end - 1}", part.Points);
        }

        using var file = File.OpenRead(part.Points);
        file.Position = Encoding.UTF8.GetByteCount(PointWriter.Header(experiment.Program));
        file.CopyTo(stream);
    }
}
