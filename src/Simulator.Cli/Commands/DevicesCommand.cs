using System.CommandLine;
using Simulator.Cli.Help;
using Simulator.Cli.Rendering;
using Simulator.Measurement.Devices;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim devices</c>: the devices that kernels can run on here, and why others cannot be used.</summary>
internal static class DevicesCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var command = new Command("devices", "list the devices that kernels can run on here, and why others cannot be used");
        command.SetAction(_ =>
        {
            DeviceView.Draw(Terminal.On(output), DeviceDirectory.Find());
            return ExitCode.Success;
        });
        topics.Add(command, new HelpTopic([], ["devices"]));
        return command;
    }
}
