using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Campaigns;

/// <summary>Writes what a measurement file does not say: device, driver, clocks, versions, seed, protocol, what failed.</summary>
public static class CampaignManifest
{
    /// <summary>The manifest's place beside a measurement file.</summary>
    /// <param name="measurements">The file.</param>
    /// <returns>The same name with <c>.manifest.json</c> in place of its ending.</returns>
    public static string PathOf(string measurements) => Path.ChangeExtension(measurements, ".manifest.json");

    /// <summary>Writes a manifest.</summary>
    /// <param name="device">The device.</param>
    /// <param name="before">Its readings before the campaign.</param>
    /// <param name="after">Its readings after it.</param>
    /// <param name="options">How it was measured.</param>
    /// <param name="outcome">What came out.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="command">The command line.</param>
    /// <returns>The document, ending in a line feed.</returns>
    public static string Write(
        DeviceDescription device, IReadOnlyList<KeyValuePair<string, string>> before, IReadOnlyList<KeyValuePair<string, string>> after,
        CampaignOptions options, CampaignOutcome outcome, string version, string command)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("version", version);
            json.WriteString("command", command);
            json.WriteString("finished", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteString("system", RuntimeInformation.OSDescription);
            json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
            Device(json, device);
            Pairs(json, "readings_before", before);
            Pairs(json, "readings_after", after);
            json.WriteNumber("seed", options.Seed);
            json.WriteNumber("kernel_limit_seconds", options.KernelLimit.TotalSeconds);
            json.WriteNumber("clock_resolution_seconds", outcome.Costs.ClockResolutionSeconds);
            json.WriteNumber("empty_launch_seconds", outcome.Costs.LaunchSeconds);
            json.WriteNumber("measured", outcome.Measured + outcome.Resumed);
            json.WriteNumber("left", outcome.Left);
            Checks(json, outcome);
            Failures(json, outcome);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Device(Utf8JsonWriter json, DeviceDescription device)
    {
        json.WriteStartObject("device");
        json.WriteString("id", device.Id);
        json.WriteString("name", device.Name);
        json.WriteString("kind", device.Kind.ToString());
        json.WriteString("stack", device.Stack);
        json.WriteNumber("units", device.Units);
        json.WriteNumber("memory_bytes", device.MemoryBytes);
        json.WriteString("driver", device.Driver);
        Pairs(json, "properties", device.Properties);
        json.WriteEndObject();
    }

    private static void Checks(Utf8JsonWriter json, CampaignOutcome outcome)
    {
        json.WriteStartArray("numerical_checks");
        foreach (var check in outcome.Checks)
        {
            json.WriteStartObject();
            Kernel(json, check.Kernel);
            json.WriteNumber("relative_error", check.Worst.RelativeError);
            json.WriteNumber("tolerance", check.Worst.Tolerance);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Failures(Utf8JsonWriter json, CampaignOutcome outcome)
    {
        json.WriteStartArray("failed");
        foreach (var failure in outcome.Failed)
        {
            json.WriteStartObject();
            Kernel(json, failure.Kernel);
            json.WriteString("reason", failure.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Kernel(Utf8JsonWriter json, PlannedKernel kernel)
    {
        json.WriteString("op", kernel.Operator.Op);
        json.WriteString("precision", kernel.Operator.PrecisionName);
        json.WriteString("shape", kernel.Operator.Shape);
    }

    private static void Pairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
