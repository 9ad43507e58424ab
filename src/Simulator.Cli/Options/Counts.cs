using System.CommandLine;
using System.Globalization;

namespace Simulator.Cli.Options;

/// <summary>Options that take a whole number.</summary>
internal static class Counts
{
    /// <summary>Creates an option for a whole number.</summary>
    /// <param name="name">Its name, with dashes.</param>
    /// <param name="description">What it means.</param>
    /// <param name="minimum">The least accepted.</param>
    /// <returns>The option; null where it is not given.</returns>
    public static Option<int?> Option(string name, string description, int minimum = 1) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
                && value >= minimum)
            {
                return value;
            }

            result.AddError($"{name}: '{text}' is not accepted; accepted: a whole number from {minimum} to {int.MaxValue}");
            return null;
        },
    };
}
