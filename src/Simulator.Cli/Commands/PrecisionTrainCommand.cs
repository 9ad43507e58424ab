using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Studies;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Svg;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim precision train</c>: really trains a small transformer under each recipe, from the same seeds and data.</summary>
internal sealed class PrecisionTrainCommand
{
    private static readonly string[] Examples =
    [
        "precision train --figure curves.svg --csv curves.csv",
        "precision train --recipes bf16 nvfp4-naive nvfp4 --seeds 5 --steps 1000",
        "precision train --recipes fp32 bf16 fp8-delayed --text book.txt --layers 4 --hidden 128 --heads 4 --inner 384",
    ];

    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly PrecisionTrainOptions training = new();
    private readonly Option<string?> csv = FileOption.Csv("the loss of every step");

    private readonly Option<string?> json = FileOption.Json("everything");

    private readonly Option<string?> figure = new("--figure")
    {
        Description = "draws validation losses, and their difference to bf16, over steps as SVG",
        HelpName = "FILE",
    };

    private PrecisionTrainCommand(TextWriter output, TextWriter error) => (this.output, this.error) = (output, error);

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, TextWriter error, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new PrecisionTrainCommand(output, error);
        var topic = new HelpTopic([.. verb.training.Groups, ("Results", [verb.csv, verb.json, verb.figure])], Examples);
        var command = new Command("train", "really trains a small transformer in each format: loss curves, what rounding did to gradients, memory");
        foreach (var option in topic.Groups.SelectMany(g => g.Options))
        {
            command.Add(option);
        }

        topics.Add(command, topic);
        command.SetAction((parsed, cancellation) => Task.Run(() => verb.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (recipes, seeds, settings, threads) = (training.Recipes(parsed), training.Seeds(parsed), training.Settings(parsed), training.Threads(parsed));
        settings.Shape.Check();
        var corpus = training.Corpus(parsed);
        settings.Check(corpus.Validation.Length);
        _ = Files(parsed, settings, corpus, []);
        error.WriteLine(TrainingWords.Describe(settings, corpus, recipes.Count, seeds.Count));
        var progress = new TrainingProgressView(error);
        var results = new TrainingStudy(settings, corpus) { Workers = threads }.Run(recipes, seeds, progress.Tell, progress.Tell, cancellation);
        var files = Files(parsed, settings, corpus, results);
        if (results.Count > 0)
        {
            files.Commit();
        }

        if (!files.UsesOutput && results.Count > 0)
        {
            TrainingRunView.Draw(Terminal.On(output), RecipeComparison.Of(results));
        }

        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    // Also asked for before the first step, so that a path that cannot be a file is refused at once.
    private OutputFiles Files(ParseResult parsed, TrainingSettings settings, Corpus corpus, IReadOnlyList<TrainingResult> results)
    {
        var files = new OutputFiles(output);
        if (parsed.GetResult(csv) is not null)
        {
            files.Add(parsed.GetValue(csv), csv.Name, stream => Write(stream, TableExport.Csv(TrainingTables.Curves(results))));
        }

        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, stream => Write(stream, TrainingRunJson.Write(settings, corpus, results)));
        }

        if (parsed.GetValue(figure) is { } file)
        {
            files.Add(file, figure.Name, stream => SvgRenderer.RenderStack(TrainingTables.Figures(results, corpus), FigureSize.Wide, stream));
        }

        return files;
    }

    private static void Write(Stream stream, string text)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    }
}
