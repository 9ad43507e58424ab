using System.CommandLine;

namespace Simulator.Cli.Help;

/// <summary>Writes the help of a command: usage, verbs, options by subject, examples.</summary>
/// <param name="output">Where to.</param>
/// <param name="width">Columns that a line may take.</param>
internal sealed class HelpWriter(TextWriter output, int width)
{
    private const int Indent = 2;
    private const int WidestName = 24;
    private const int NarrowestText = 20;

    /// <summary>Writes the help of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="topic">Its groups and examples; null where it has none.</param>
    public void Write(Command command, HelpTopic? topic)
    {
        Paragraph(command.Description ?? "");
        output.WriteLine();
        output.WriteLine($"Usage: {Usage(command)}");
        Section("Verbs", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        Section("Arguments", command.Arguments.Select(a => ($"<{a.Name}>", a.Description)));
        var grouped = topic?.Groups ?? [];
        foreach (var (title, options) in grouped)
        {
            Section(title, options.Select(Entry));
        }

        var known = grouped.SelectMany(g => g.Options).ToHashSet();
        Section(known.Count > 0 ? "Other options" : "Options", Options(command).Where(o => !known.Contains(o)).Select(Entry));
        if (topic is { Examples.Count: > 0 })
        {
            output.WriteLine();
            output.WriteLine("Examples:");
            foreach (var example in topic.Examples)
            {
                output.WriteLine($"  gpusim {example}");
            }
        }
    }

    private static string Usage(Command command)
    {
        var names = Chain(command).Reverse().Select(c => c is RootCommand ? "gpusim" : c.Name);
        var arguments = command.Arguments.Select(a => $" <{a.Name}>");
        return string.Join(' ', names) + (command.Subcommands.Count > 0 ? " <verb>" : "") + string.Concat(arguments) + " [options]";
    }

    private static IEnumerable<Option> Options(Command command) =>
        [.. command.Options, .. Chain(command).Skip(1).SelectMany(c => c.Options).Where(o => o.Recursive)];

    private static IEnumerable<Command> Chain(Command command)
    {
        for (var c = command; c is not null; c = c.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return c;
        }
    }

    private static (string Name, string? Text) Entry(Option option) =>
        (option.HelpName is { } value && option.Arity.MaximumNumberOfValues > 0 ? $"{option.Name} {value}" : option.Name, option.Description);

    private void Section(string title, IEnumerable<(string Name, string? Text)> entries)
    {
        var all = entries.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach (var (name, text) in all)
        {
            Entry(name, text ?? "");
        }
    }

    private void Entry(string name, string text)
    {
        var column = Indent + WidestName + Indent;
        var lead = new string(' ', Indent) + name;
        foreach (var line in Wrap(text, Math.Max(NarrowestText, width - column)))
        {
            output.WriteLine(lead.Length < column ? lead.PadRight(column) + line : $"{lead}\n{new string(' ', column)}{line}");
            lead = "";
        }
    }

    private void Paragraph(string text)
    {
        foreach (var line in Wrap(text, width))
        {
            output.WriteLine(line);
        }
    }

    private static IEnumerable<string> Wrap(string text, int columns)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > columns)
            {
                yield return line;
                line = "";
            }

            line = line.Length > 0 ? $"{line} {word}" : word;
        }

        yield return line;
    }
}
