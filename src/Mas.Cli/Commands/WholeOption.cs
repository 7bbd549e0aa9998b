using System.CommandLine.Parsing;

namespace Mas.Cli.Commands;

/// <summary>An option that takes a whole number within bounds, with one sentence for whatever else is given.</summary>
internal static class WholeOption
{
    public static Option<int?> Create(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => Read(result, name, least, most),
    };

    private static int? Read(ArgumentResult result, string name, int least, int most)
    {
        string word = result.Tokens[0].Value;
        if (WholeNumber.Parse(word) is long whole && whole >= least && whole <= most)
            return (int)whole;
        result.AddError(Invariant($"{name} {word} is not possible; give a whole number from {least} to {most}"));
        return null;
    }
}
