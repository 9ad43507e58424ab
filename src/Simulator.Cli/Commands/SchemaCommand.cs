using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Exploration.Experiments;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Pipelines.Descriptions;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim schema</c>: JSON schemas of the description files, generated from the types, so that editors complete and check them.</summary>
internal static class SchemaCommand
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output) => new("schema", "write the JSON schema of a description file, for editors")
    {
        Verb(output, "gpu", "configs/gpus/*.yaml", () => DescriptionSchema.For<GpuDescription>("GPU description", allowsBase: true).ToString()),
        Verb(output, "system", "configs/systems/*.yaml", () => DescriptionSchema.For<SystemDescription>("System description", allowsBase: true).ToString()),
        Verb(output, "model", "workloads/models/*.yaml", () => DescriptionSchema.For<ModelFile>("Model description", allowsBase: true).ToString()),
        Verb(output, "technology", "configs/technology/*.yaml", () => DescriptionSchema.For<TechnologyDescription>("Technology", allowsBase: false).ToString()),
        Verb(output, "experiment", "configs/experiments/*.yaml", () => ExperimentSchema.Create().ToString()),
        Verb(output, "serving", "configs/serving/*.yaml", () => DescriptionSchema.For<ServingDescription>("Serving", allowsBase: false).ToString()),
        Verb(
            output, "post-training", "configs/post-training/*.yaml",
            () => DescriptionSchema.For<PostTrainingDescription>("Post-training", allowsBase: false).ToString()),
        Verb(output, "pipeline", "configs/pipelines/*.yaml", () => DescriptionSchema.For<PipelineDescription>("Pipeline", allowsBase: false).ToString()),
        Verb(output, "calibration", "configs/calibration/*.yaml", () => DescriptionSchema.For<TimingCoefficients>("Timing coefficients", allowsBase: false).ToString()),
    };

    private static Command Verb(TextWriter output, string name, string described, Func<string> schema)
    {
        var file = new Option<string?>("--out") { Description = "file to write (default: standard output)", HelpName = "FILE" };
        var command = new Command(name, $"the schema of {described}") { file };
        command.SetAction(parsed =>
        {
            var files = new OutputFiles(output);
            files.Add(parsed.GetValue(file), "--out", schema() + "\n");
            files.Commit();
            return ExitCode.Success;
        });
        return command;
    }
}
