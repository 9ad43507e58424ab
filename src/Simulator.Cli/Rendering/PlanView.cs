using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Planning;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>A plan as text: the layouts, the front, and what more of each resource buys.</summary>
internal static class PlanView
{
    private const int Shown = 8;

    /// <summary>Draws a plan.</summary>
    public static void Draw(IAnsiConsole console, ServingDescription description, PlanAnswer answer, bool priced)
    {
        var request = answer.Request;
        var promise = Promise(request);
        if (answer.Best is not { } best)
        {
            console.WriteLine(Impossible(answer, promise));
            return;
        }

        var what = request.Goal switch
        {
            PlanGoal.MinGpus => FormattableString.Invariant($"fewest GPUs for {request.Rate:0.###} requests/s"),
            PlanGoal.BestSplit => FormattableString.Invariant($"best split of up to {request.Gpus} GPUs, by goodput per {(priced ? "price" : "GPU")}"),
            _ => FormattableString.Invariant($"highest rate within {request.Gpus} GPUs"),
        };
        console.WriteLine($"{description.Model}, {description.Precision}: {what}, {promise}");
        var table = new TextTable(
            "layout", ">GPUs", ">req/s", ">goodput", priced ? ">per price" : ">per GPU", ">tok/s/GPU", ">tok/s/user", ">TTFT ms", ">TPOT ms", ">kept", "binds")
        {
            Optional = ["tok/s/user", "goodput", "kept"],
        };
        foreach (var entry in answer.Entries.Where(e => e.Best is not null || request.Goal == PlanGoal.MinGpus).Take(Shown))
        {
            Row(table, entry, priced);
        }

        table.Draw(console);
        Line($"{answer.Considered} layouts considered by a steady-state estimate, {answer.Entries.Length} simulated");
        Line($"TTFT and TPOT: {100 * request.Attainment:0.#} % of requests are below");
        var point = best.Best!;
        Line($"best: {best.Candidate.Name}");
        Line($"  {100 * point.Attainment:0.0} +- {100 * point.StandardError:0.0} % of {point.Requests} requests keep it{Spread(answer)}");
        DrawFront(console, answer, priced);
        if (!answer.Gains.IsEmpty)
        {
            var gains = new TextTable("10 % more", ">rate");
            foreach (var gain in answer.Gains)
            {
                gains.AddRow(gain.Resource, Words.Change(gain.Change));
            }

            gains.Draw(console);
        }

        void Line(FormattableString text) => console.WriteLine(FormattableString.Invariant(text));
    }

    private static void DrawFront(IAnsiConsole console, PlanAnswer answer, bool priced)
    {
        if (answer.Request.Goal == PlanGoal.MinGpus)
        {
            return;
        }

        var front = new TextTable("front", ">req/s", priced ? ">tok/s/price" : ">tok/s/GPU", ">tok/s/user", ">TTFT ms", ">TPOT ms");
        foreach (var (candidate, at) in Thinned(answer))
        {
            front.AddRow(
                candidate.Name, Number(at.Rate), Number(at.TokensPerSecond / candidate.Price), Number(at.TokensPerSecondPerUser), Ms(at.TtftSeconds), Ms(at.TpotSeconds));
        }

        front.Draw(console);
    }

    private static void Row(TextTable table, PlanEntry entry, bool priced)
    {
        var gpus = entry.Candidate.Gpus;
        if ((entry.Best ?? entry.Failed) is not { } at)
        {
            table.AddRow(entry.Candidate.Name, $"{gpus}");
            return;
        }

        table.AddRow(
            entry.Candidate.Name, $"{gpus}", Number(at.Rate), Number(at.Goodput), Number(at.Goodput / (priced ? entry.Candidate.Price : gpus)),
            Number(at.TokensPerSecond / gpus), Number(at.TokensPerSecondPerUser), Ms(at.TtftSeconds), Ms(at.TpotSeconds),
            FormattableString.Invariant($"{100 * at.Attainment:0.0}%"), entry.Best is null ? "fails" : entry.Binds);
    }

    // A front has hardly distinct points where one layout was tried at many rates: those within 3 % of the one before are left out.
    private static IEnumerable<PlanFrontPoint> Thinned(PlanAnswer answer)
    {
        double last = 0;
        foreach (var point in answer.Front.Where(p => p.Point.TokensPerSecondPerUser > 0))
        {
            if (point.Point.TokensPerSecondPerUser > 1.03 * last)
            {
                last = point.Point.TokensPerSecondPerUser;
                yield return point;
            }
        }
    }

    private static string Impossible(PlanAnswer answer, string promise)
    {
        var tried = answer.Entries.Length > 0 ? FormattableString.Invariant($" ({answer.Entries.Length} simulated)") : "";
        var rate = answer.Request.Goal == PlanGoal.MinGpus ? FormattableString.Invariant($" at {answer.Request.Rate:0.###} requests/s") : "";
        return FormattableString.Invariant($"no layout of up to {answer.Request.Gpus} GPUs keeps {promise}{rate}{tried}; a request alone has at best ")
            + $"TTFT {Words.Time(answer.BestTtft.Seconds)} ({answer.BestTtft.Option?.Name}) "
            + $"and TPOT {Words.Time(answer.BestTpot.Seconds)} ({answer.BestTpot.Option?.Name})";
    }

    private static string Promise(PlanRequest request)
    {
        var (ttft, tpot) = request.Objective;
        string[] parts =
        [
            .. double.IsFinite(ttft) ? [$"TTFT {Words.Time(ttft)}"] : Array.Empty<string>(),
            .. double.IsFinite(tpot) ? [$"TPOT {Words.Time(tpot)}"] : Array.Empty<string>(),
        ];
        return FormattableString.Invariant($"{string.Join(" and ", parts)} for {100 * request.Attainment:0.#} % of requests");
    }

    private static string Spread(PlanAnswer answer) => double.IsNaN(answer.RelativeError) ? ""
        : FormattableString.Invariant($"; highest rate found to {100 * answer.Request.Tolerance:0.#} %, ")
            + FormattableString.Invariant($"standard error over {answer.Repeated.Length + 1} seeds {100 * answer.RelativeError:0.0} %");

    private static string Ms(double seconds) => double.IsNaN(seconds) ? "-" : FormattableString.Invariant($"{1e3 * seconds:0.0}");

    private static string Number(double value) => double.IsNaN(value) ? "-" : FormattableString.Invariant($"{value:0.###}");
}
