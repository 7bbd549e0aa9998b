using System.Text;
using Mas.Benchmarks.Fuzzing;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Mas.Tensors;
using Xunit;

namespace Mas.Benchmarks.Tests.Fuzzing;

/// <summary>Damaged files are read or refused, whatever reads them; and what would not be is found.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Executions = 15;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_reader_and_every_command_ends_well_on_damaged_files()
    {
        var run = new FuzzRun(seed: 3, _folder["failures"], TimeSpan.FromMinutes(1));
        run.Run(FuzzTargets.All, TimeSpan.FromMinutes(10), Executions);
        Assert.True(run.Failures.Count == 0, string.Join("\n", run.Failures.Select(one =>
            $"--seed {one.First.Seed} --target '{one.First.Target}' --execution {one.First.Number}: {one.First.Said}")));
        Assert.All(run.Done, one => Assert.Equal(Executions, one.Value.Executions));
    }

    [Fact]
    public void Every_command_that_reads_a_file_is_among_them() => Assert.All(
        Cli.CommandLine.Root().Subcommands.Where(command => command.Name is not ("completion" or "schema")),
        command => Assert.Contains(FuzzTargets.All, target => target.Name.StartsWith($"mas {command.Name}", StringComparison.Ordinal)));

    [Fact]
    public void An_exception_that_is_not_the_products_own_is_found_once_with_a_file_that_makes_it_again()
    {
        string valid = "";
        var target = new FuzzTarget("reader", [Corpus.Trials], here =>
        {
            string text = File.ReadAllText(Path.Combine(here, Corpus.Trials));
            valid = valid.Length == 0 ? text : valid;
            if (text.Length < valid.Length)
                throw new FormatException("short");
            if (text.Length > valid.Length)
                throw new InputException("long");
        });
        var run = new FuzzRun(seed: 1, _folder["failures"]);
        run.Run([target], TimeSpan.FromMinutes(5), most: 200);
        (FuzzFailure first, int count) = Assert.Single(run.Failures);
        Assert.InRange(count, 2, 199);
        string file = Assert.Single(Directory.GetFiles(_folder["failures"]), name => !name.EndsWith(".txt", StringComparison.Ordinal));
        Assert.Equal(first.Content, File.ReadAllBytes(file));
        var again = new FuzzRun(seed: 1, _folder["again"]);
        again.Run([target], TimeSpan.FromMinutes(5), most: 1, first.Number);
        Assert.Equal(first.Content, Assert.Single(again.Failures).First.Content);
    }

    [Fact]
    public void What_does_not_end_is_found()
    {
        using var ended = new ManualResetEventSlim();
        bool isWarm = false;
        var target = new FuzzTarget("reader", [Corpus.Trials], _ =>
        {
            if (isWarm)
                ended.Wait();
            isWarm = true;
        });
        var run = new FuzzRun(seed: 1, _folder["failures"], TimeSpan.FromMilliseconds(50));
        run.Run([target], TimeSpan.FromMinutes(5));
        ended.Set();
        Assert.True(Assert.Single(run.Failures).First.IsHang);
    }

    [Fact]
    public void A_change_is_a_pure_function_of_its_seed_and_most_changes_change_something()
    {
        byte[] valid = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\": [1, 2.5], \"b\": \"c\"}\n", 20)));
        int changed = 0;
        for (ulong seed = 0; seed < 500; seed++)
        {
            SeededRandom one = new(seed), other = new(seed);
            byte[] first = Mutation.Of(valid, "a.json", ref one);
            Assert.Equal(first, Mutation.Of(valid, "a.json", ref other));
            changed += first.AsSpan().SequenceEqual(valid) ? 0 : 1;
        }
        Assert.InRange(changed, 400, 500);
    }

    public void Dispose() => _folder.Dispose();
}
