using System.Diagnostics;
using System.Globalization;
using Mas.Results.Files;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

/// <summary>The native library ends the process where it does not know how to go on: damaged files are read in a process of their
/// own.</summary>
public class HostileTokeniserTests
{
    private const string Variable = "MAS_TEST_TOKENISERS";

    private const int Changes = 400;

    private static readonly string[] s_texts =
        ["Hello 1234 wörld <s> e\u0301", new('x', 60), new('a', 3000), new(' ', 10_000), "<|im_start|>\n\n a\u001b"];

    [Fact]
    public async Task What_is_damaged_or_made_to_break_its_reader_is_refused_in_one_sentence_and_the_process_goes_on()
    {
        using TokeniserFiles results = new();
        var start = new ProcessStartInfo("dotnet",
            [typeof(HostileTokeniserTests).Assembly.Location, "-explicit", "only", "-method",
                $"{typeof(HostileTokeniserTests).FullName}.{nameof(Child)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = results.Place("results");
        using Process child = Process.Start(start)!;
        Task<string> said = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        bool hasEnded = child.WaitForExit(TimeSpan.FromMinutes(3));
        if (!hasEnded)
            child.Kill();
        string[] lines = File.Exists(results.Place("results")) ? File.ReadAllLines(results.Place("results")) : [];
        Assert.True(hasEnded && child.ExitCode == 0,
            $"it ended with {(hasEnded ? child.ExitCode : "no end")} after '{lines.LastOrDefault()}': {await said} {await error}");
        Assert.Equal(HostileTokenisers.Files().Count() + Changes, lines.Length);
        Assert.All(HostileTokenisers.Files().Zip(lines), entry => Assert.True(
            entry.First.Said is null ? entry.Second == "read" : entry.Second.Contains(entry.First.Said, StringComparison.Ordinal),
            $"{entry.First.Name}: {entry.Second}"));
        Assert.InRange(lines[^Changes..].Count(line => line == "read"), Changes / 10, Changes * 9 / 10);
    }

    /// <summary>What the other process does: a line for each file.</summary>
    [Fact(Explicit = true)]
    public void Child()
    {
        string? results = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(results is null, "this is run by the test beside it");
        IEnumerable<string> made = HostileTokenisers.Files().Select(file => file.Json);
        foreach (string json in made.Concat(Enumerable.Range(0, Changes).Select(HostileTokenisers.Changed)))
            File.AppendAllText(results!, Line(json) + "\n");
    }

    private static string Line(string json)
    {
        using TokeniserFiles files = new();
        files.Write("tokenizer.json", json);
        try
        {
            using Tokeniser tokeniser = Tokeniser.Open(files.Folder);
            foreach (string text in s_texts)
            {
                int[] ids = tokeniser.Encode(text, SpecialTokens.Add);
                _ = tokeniser.Encode(text, SpecialTokens.None);
                _ = tokeniser.Decode(ids) + tokeniser.Decode([-1, int.MaxValue, 3]) + tokeniser.TokenText(5);
            }
            return "read";
        }
        catch (InputException e)
        {
            return e.Errors.Count == 1 ? e.Message : string.Create(CultureInfo.InvariantCulture, $"{e.Errors.Count} errors");
        }
    }
}
