using System.CommandLine;
using System.CommandLine.Parsing;
using Simulator.Hardware.Descriptions;

namespace Simulator.Cli;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class CommandLineProblem
{
    /// <summary>Finds the first problem.</summary>
    /// <param name="parsed">A command line.</param>
    /// <returns>What is wrong and what is accepted; null where nothing is.</returns>
    public static string? Find(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = Options(parsed).ToHashSet();
        var given = parsed.CommandResult.Children.OfType<OptionResult>();
        if (given.FirstOrDefault(r => r.Tokens is [var first, ..] && names.Contains(first.Value)) is { } swallowed)
        {
            return NoValue(swallowed.Option);
        }

        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        if (parsed.UnmatchedTokens is [var token, ..])
        {
            return token.StartsWith('-') ? UnknownOption(token, parsed) : UnknownArgument(token, command);
        }

        if (parsed.Errors.Any(e => e.SymbolResult is CommandResult) && command.Subcommands.Count > 0)
        {
            return $"no verb given after '{Path(command)}'; accepted: {string.Join(", ", command.Subcommands.Select(c => c.Name))}";
        }

        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0, Option: { Required: false } option } => NoValue(option),
            OptionResult { Tokens.Count: > 1, Option: { } option } when option.Arity.MaximumNumberOfValues == 1 => $"{option.Name}: given more than once",
            ArgumentResult { Argument: { } argument } => $"no {argument.Name} given; accepted: {argument.Description}",
            CommandResult when command.Arguments is [var argument, ..] => $"no {argument.Name} given after '{Path(command)}'; accepted: {argument.Description}",
            _ => error.Message,
        };
    }

    private static string NoValue(Option option) => $"{option.Name}: no value given; accepted: {option.Name} {option.HelpName}";

    private static string UnknownOption(string token, ParseResult parsed)
    {
        var near = NearestNames.Of(token, Options(parsed));
        var hint = near.Count > 0 ? $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}? " : "";
        return $"unknown option '{token}'; {hint}'{Path(parsed.CommandResult.Command)} --help' lists the options";
    }

    private static IEnumerable<string> Options(ParseResult parsed) => parsed.CommandResult.Command.Options
        .Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive)).Select(o => o.Name).Distinct();

    private static string UnknownArgument(string token, Command command) => command.Subcommands.Count > 0
        ? $"unknown verb '{token}'; {NearestNames.Hint(token, command.Subcommands.Select(c => c.Name))}"
        : $"'{token}' is one argument too many; '{Path(command)} --help' shows what is accepted";

    private static string Path(Command command) => command is RootCommand
        ? "gpusim"
        : $"{Path(command.Parents.OfType<Command>().First())} {command.Name}";
}
