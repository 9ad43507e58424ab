using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Clusters.Kubernetes;

/// <summary>
/// Kubernetes: an indexed Job whose pods are the shards, and a Job that merges as soon as all are complete. Fields as in the API reference of
/// <c>batch/v1</c>; <c>backoffLimitPerIndex</c> needs Kubernetes 1.29 or later.
/// </summary>
public sealed class KubernetesEngine : IClusterEngine
{
    private const string Mount = "/data";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string Name => "kubernetes";

    /// <inheritdoc/>
    public string Script(ShardCommand command, JobResources resources)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(resources);
        foreach (var path in (string[])[command.Experiment, command.Results])
        {
            if (Path.IsPathRooted(path) || path.Split('/').Contains(".."))
                throw new InputException($"'{path}' lies outside of the volume; accepted: a path relative to this folder, whose files the volume holds");
        }

        var inside = command with { Program = ["gpusim"], Directory = Mount };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Shards as an indexed Job, and the merge. Use: kubectl apply -f FILE
            # image: has gpusim on its PATH{Placeholder(resources.Image == JobResources.PlaceholderImage, "--image")}.
            # claimName: a volume that all pods may write (ReadWriteMany){Placeholder(resources.Claim == JobResources.PlaceholderClaim, "--claim")}.
            #   It holds the files of the folder in which the command was given, and takes the results.
            # In commands Kubernetes reads $$ as $.
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {command.JobName}
            spec:
              completionMode: Indexed
              completions: {command.Shards}
              parallelism: {command.Shards}
              # A shard that fails is started again this often by itself, the others go on; Kubernetes 1.29 or later.
              backoffLimitPerIndex: {resources.MaxRetries}
              template:
            {Pod(inside.OfShard("$((JOB_COMPLETION_INDEX + 1))"), exec: true, resources)}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {command.JobName}-merge
            spec:
              # Jobs know no dependencies: it asks until every shard is complete. Where shards failed for good, delete it.
              # Exit code 1 of the merge: merged, but no design meets the constraints.
              backoffLimit: {resources.MaxRetries}
              template:
            {Pod($"until {inside.OfMerge()}; [ $? -lt 2 ]; do sleep 30; done", exec: false, resources with { TimeSeconds = null })}

            """);
    }

    private static string Pod(string line, bool exec, JobResources resources)
    {
        var limit = resources.WholeSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"\n      activeDeadlineSeconds: {seconds}") : "";
        var memory = resources.Mebibytes is { } mebibytes ? string.Create(CultureInfo.InvariantCulture, $", memory: {mebibytes}Mi") : "";
        var script = $"{(exec ? "exec " : "")}{line}".Replace("$", "$$", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
                spec:
                  restartPolicy: Never{{limit}}
                  containers:
                    - name: gpusim
                      image: {{Scalar(resources.Image)}}
                      workingDir: {{Mount}}
                      command:
                        - /bin/sh
                        - -c
                        - {{Scalar(script)}}
                      resources:
                        requests: {cpu: {{resources.Cores}}{{memory}}}
                      volumeMounts:
                        - name: data
                          mountPath: {{Mount}}
                  volumes:
                    - name: data
                      persistentVolumeClaim:
                        claimName: {{Scalar(resources.Claim)}}
            """);
    }

    private static string Placeholder(bool isOne, string option) => isOne ? $"; this is a placeholder, {option} names yours" : "";

    // A JSON string is a YAML scalar in double quotes.
    private static string Scalar(string text)
    {
        ShellWord.Check(text);
        return JsonSerializer.Serialize(text, Readable);
    }
}
