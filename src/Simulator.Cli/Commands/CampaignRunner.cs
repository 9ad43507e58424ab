using System.Reflection;
using Simulator.Cli.Export;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Descriptions;
using Simulator.Measurement.Campaigns;
using Simulator.Measurement.Devices;

namespace Simulator.Cli.Commands;

/// <summary>Runs a campaign with its progress on standard error and its manifest beside the rows.</summary>
internal static class CampaignRunner
{
    /// <summary>Measures a plan.</summary>
    public static CampaignOutcome Run(
        IKernelDevice device, string gpu, IReadOnlyList<PlannedKernel> plan, CampaignOptions options, string path, TextWriter error, CancellationToken cancellation)
    {
        var before = device.Readings();
        CampaignOutcome outcome;
        using (var file = CampaignFile.Open(path, gpu, device.Description.Stack))
        {
            outcome = new Campaign(device, gpu, options).Run(plan, file, Tell, cancellation);
        }

        var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var command = string.Join(' ', ["gpusim", .. Environment.GetCommandLineArgs().Skip(1)]);
        var files = new OutputFiles(error);
        files.Add(CampaignManifest.PathOf(path), "--out", CampaignManifest.Write(device.Description, before, device.Readings(), options, outcome, version, command));
        files.Commit();
        return outcome;

        void Tell(CampaignProgress ended)
        {
            var op = ended.Kernel.Operator;
            var result = ended.Row is { } row
                ? $"{Words.Time(row.Seconds)} ({Words.Time(row.LowSeconds)} to {Words.Time(row.HighSeconds)}, {row.Samples} samples)"
                : $"not measured: {ended.Failure}";
            error.WriteLine($"[{ended.Position}/{ended.Count}] {op.Op} {op.PrecisionName} {op.Shape} {EnumNames.Of(ended.Kernel.Cache)}: {result}");
        }
    }
}
