using System.CommandLine;
using System.Resources;
using System.Text.RegularExpressions;
using Mas.Cli;
using Mas.Cli.Commands;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Whatever is wrong with a command line is told in the tool's words, never in those of the library that reads it.</summary>
public sealed partial class CommandLineVoiceTests
{
    [Theory]
    [InlineData("", "a command is missing after mas; 'mas --help' lists them")]
    [InlineData("cache", "a command is missing after mas cache; 'mas cache --help' lists them")]
    [InlineData("-x", "-x is no option of mas; 'mas --help' lists them")]
    [InlineData("--version run a.yaml", "--version is asked for alone; leave the rest out")]
    [InlineData("run", "EXPERIMENT is missing; wanted is the experiment file (YAML or JSON)")]
    [InlineData("report", "RUN is missing; wanted is one run folder or several")]
    [InlineData("run a.yaml --output", "--output has no value; give one: --output FOLDER")]
    [InlineData("run a.yaml --threads=", "--threads has no value; give one: --threads NUMBER")]
    [InlineData("run a.yaml --seed 1 --seed 2 --seed 3", "--seed is given 3 times; give it once")]
    [InlineData("run a.yaml --output a --output b", "--output is given 2 times; give it once")]
    [InlineData("run a.yaml --dry-run=yes", "--dry-run takes no value; leave '=yes' out")]
    [InlineData("run a.yaml --seed -1", "--seed -1 is not possible; give a whole number from 0 to 2147483647")]
    [InlineData("similarity a.yaml --sites some", "--sites some is not possible; give own or all")]
    [InlineData("verify a b c", "'b' is one argument too many; 'mas verify --help' shows what it takes")]
    [InlineData("doctor now", "'now' is one argument too many; 'mas doctor --help' shows what it takes")]
    [InlineData("run a.yaml --ouput b", "--ouput is no option of mas run; did you mean '--output'?")]
    [InlineData("@words", "there is no command 'mas @words'; 'mas --help' lists them")]
    public void Each_kind_of_wrong_command_line_has_its_sentence(string line, string sentence)
    {
        IReadOnlyList<string> errors = Errors(line);
        Assert.Equal([sentence], errors);
        Assert.All(errors, error => Assert.DoesNotMatch(OwnSentences(), error));
    }

    [Fact]
    public void Two_things_that_are_wrong_are_two_sentences() => Assert.Equal(
        ["--seed has no value; give one: --seed NUMBER", "EXPERIMENT is missing; wanted is the experiment file (YAML or JSON)"],
        Errors("run --seed"));

    [Fact]
    public void A_word_that_begins_with_an_at_sign_is_a_file_like_any_other() => Assert.Empty(Errors("run @a.yaml"));

    [Fact]
    public void Help_fits_a_hundred_columns_and_describes_everything()
    {
        foreach (Command command in Commands(CommandLine.Root()))
        {
            string[] words = [.. command.Parents.OfType<Command>().Where(parent => parent is not RootCommand)
                .Select(parent => parent.Name), .. command is RootCommand ? [] : (string[])[command.Name], "--help"];
            var help = new StringWriter();
            CommandLine.Parse(words).Invoke(new InvocationConfiguration { Output = help });
            Assert.All(help.ToString().Split('\n'), line => Assert.True(line.Length <= 100, line));
            Assert.All(command.Options.Where(option => option.Arity.MaximumNumberOfValues > 0), option => Assert.NotNull(option.HelpName));
            foreach (Symbol symbol in (IEnumerable<Symbol>)[command, .. command.Options, .. command.Arguments])
                Assert.Matches(@"^\S.*[^.\s]$", symbol.Description);
        }
    }

    private static IReadOnlyList<string> Errors(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return CommandLineErrors.Of(CommandLine.Parse(words), words);
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

    // Every sentence that the library has, with anything in its places; of a place alone nothing could be told.
    private static Regex OwnSentences()
    {
        var resources = new ResourceManager("System.CommandLine.Properties.Resources", typeof(Command).Assembly);
        ResourceSet all = resources.GetResourceSet(
            System.Globalization.CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!;
        string[] sentences = [.. all.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Value!)
            .Where(sentence => Place().Replace(sentence, "").Length > 10)
            .Select(sentence => string.Join(".*", Place().Split(sentence).Select(Regex.Escape)))];
        Assert.True(sentences.Length > 15);
        return new Regex($"^(?:{string.Join('|', sentences)})", RegexOptions.Singleline);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
