using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Probing;
using Simulator.Measurement.Processors;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim probe</c>: describes this machine's processor as an architecture, by microbenchmarks.</summary>
internal static class ProbeCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var file = new Option<string?>("--out") { Description = "description to write, such as my-machine.yaml: --gpu takes it (default: none, only the table)", HelpName = "FILE.yaml" };
        var command = new Command("probe", "describe this machine's processor as an architecture, by microbenchmarks") { file };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        topics.Add(command, new HelpTopic([("Output", [file])], ["probe", "probe --out my-machine.yaml"]));
        return command;

        int Run(ParseResult parsed, CancellationToken cancellation)
        {
            var path = parsed.GetValue(file);
            if (path is not null && !path.EndsWith(".yaml", StringComparison.Ordinal))
            {
                throw new InputException($"'{path}' is not accepted; accepted: a name that ends in .yaml, whose stem is the description's id", file.Name);
            }

            using var device = new ProcessorDevice();
            var probe = ProcessorProbe.Run(device, step => error.WriteLine($"probing {step}"), cancellation);
            if (path is not null)
            {
                using var text = new StringWriter();
                ProbeDescription.Write(probe, Path.GetFileNameWithoutExtension(path), text);
                var files = new OutputFiles(output);
                files.Add(path, file.Name, text.ToString());
                files.Commit();
            }

            ProbeView.Draw(Terminal.On(output), probe);
            return ExitCode.Success;
        }
    }
}
