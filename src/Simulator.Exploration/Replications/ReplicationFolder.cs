using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Replications;

/// <summary>
/// The results of one simulation under several seeds, a file <c>replication-N.json</c> each, written whole. Processes may share a folder: each writes
/// files of its own, and what one has written no other computes again.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="identity">What decides the results, seed aside, as text or as a hash.</param>
public sealed class ReplicationFolder(RunFolder folder, string identity)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The folder's path.</summary>
    public string FullPath => folder.FullPath;

    /// <summary>Reads a replication.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <returns>Its result; null where it was not computed yet.</returns>
    /// <exception cref="InputException">The file is not a replication of this simulation.</exception>
    public JsonObject? Find(int number)
    {
        var path = PathOf(number);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var document = JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
            return document?["identity"]?.GetValue<string>() == identity && document["result"] is JsonObject result
                ? result
                : throw new InputException("is of another simulation; accepted: another --run, or a folder without it", path);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InputException("is no replication; accepted: a file that 'gpusim serve --replications' wrote", path, inner: fault);
        }
    }

    /// <summary>Writes a replication.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="result">Its result.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(int number, int seed, JsonObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var document = new JsonObject { ["identity"] = identity, ["seed"] = seed, ["result"] = result.DeepClone() };
        WholeFile.Write(PathOf(number), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(document.ToJsonString(Indented) + "\n");
        });
    }

    private string PathOf(int number) => Path.Combine(folder.FullPath, $"replication-{number.ToString("D4", CultureInfo.InvariantCulture)}.json");
}
