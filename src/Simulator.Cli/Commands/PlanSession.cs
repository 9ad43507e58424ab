using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Planning;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Commands;

/// <summary>A plan that <c>gpusim serve --find</c> asks for.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="options">The options.</param>
internal sealed class PlanSession(TextWriter output, PlanOptions options)
{
    /// <summary>Makes systems with the catalogues of the command line.</summary>
    public static PlanSystems Systems(ParseResult parsed, string configs, TimingCoefficients coefficients)
    {
        var systems = SystemCatalog.Open(configs);
        return new PlanSystems(pool => HardwareOf(systems, pool), coefficients, ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)).Load);
    }

    /// <summary>Plans.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="description">What is to be served.</param>
    /// <param name="systems">Makes systems.</param>
    /// <param name="json">The option that names a JSON file.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The exit code: 1 where no layout keeps the objective.</returns>
    public int Run(ParseResult parsed, ServingDescription description, PlanSystems systems, Option<string?> json, CancellationToken cancellation)
    {
        var (request, space) = (options.Request(parsed, description), options.Space(parsed));
        var own = space.Gpus is [var first, ..] ? description with { Gpu = first, System = null } : description;
        var answer = new Planner(systems, own, space, request).Answer(cancellation);
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, PlanJson.Write(answer));
        }

        if (parsed.GetResult(options.Csv) is not null)
        {
            files.Add(parsed.GetValue(options.Csv), options.Csv.Name, TableExport.Csv(PlanTable.Of(answer)));
        }

        files.Commit();
        if (!files.UsesOutput)
        {
            PlanView.Draw(Terminal.On(output), own, answer, !space.Prices.IsEmpty);
        }

        return answer.Best is null ? ExitCode.ThresholdMissed : ExitCode.Success;
    }

    private static SystemDescription HardwareOf(SystemCatalog systems, ServingDescription pool) => (pool.Gpu, pool.System) switch
    {
        ({ } gpu, null) => SystemCatalog.DefaultFor(systems.Gpus.Load(gpu)),
        (null, { } node) => systems.Load(node),
        _ => throw new InputException("accepted: one of gpu and system", key: "gpu"),
    };
}
