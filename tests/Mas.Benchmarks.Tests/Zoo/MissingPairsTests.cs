using Mas.Benchmarks.Zoo;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Xunit;

namespace Mas.Benchmarks.Tests.Zoo;

/// <summary>A zoo that ends at any moment goes on with the pairs that are missing, and its folder is refused for anything else.</summary>
public sealed class MissingPairsTests : IDisposable
{
    private static readonly ZooSettings s_settings = ZooSettings.Small;
    private static readonly IReadOnlyList<ZooPair> s_pairs = s_settings.Plan.Pairs();

    private readonly TemporaryFolder _folder = new();
    private int _measured;

    [Theory, InlineData(1), InlineData(3)]
    public void What_was_killed_goes_on_with_what_is_missing(int threads)
    {
        ZooFolder killed = ZooFolder.Open(_folder["killed"], s_settings, resume: false);
        Assert.Throws<TimeoutException>(() => Measure(killed, threads, until: 5));
        File.WriteAllText(Path.Combine(killed.Root, "pairs", ".mas-half.json.1.partial"), "{");
        int before = s_pairs.Count(pair => killed.Read(pair) is not null);
        Assert.InRange(before, 1, s_pairs.Count - 1);

        _measured = 0;
        ZooFolder resumed = ZooFolder.Open(_folder["killed"], s_settings, resume: true);
        PairResult[] results = Measure(resumed, threads, until: int.MaxValue);
        Assert.Equal(s_pairs.Count - before, _measured);
        resumed.WriteTable(results);
        ZooFolder whole = ZooFolder.Open(_folder["whole"], s_settings, resume: false);
        whole.WriteTable(Measure(whole, 1, until: int.MaxValue));
        Assert.Equal(Files(whole), Files(resumed));
    }

    [Fact]
    public void A_finished_zoo_measures_nothing_again()
    {
        ZooFolder folder = ZooFolder.Open(_folder["zoo"], s_settings, resume: false);
        Measure(folder, 1, until: int.MaxValue);
        _measured = 0;
        Assert.Equal(s_pairs.Count, Measure(folder, 1, until: int.MaxValue).Length);
        Assert.Equal(0, _measured);
    }

    [Fact]
    public void A_folder_is_taken_for_one_zoo_only()
    {
        ZooFolder.Open(_folder["zoo"], s_settings, resume: false);
        Assert.Contains(
            "already holds a zoo; continue it with --resume",
            Assert.Throws<InputException>(() => ZooFolder.Open(_folder["zoo"], s_settings, resume: false)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "a zoo of other settings",
            Assert.Throws<InputException>(() => ZooFolder.Open(_folder["zoo"], s_settings with { Steps = 21 }, resume: true)).Message,
            StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder["other"]).FullName, "thesis.tex"), "");
        Assert.Contains(
            "holds other files and no zoo.txt",
            Assert.Throws<InputException>(() => ZooFolder.Open(_folder["other"], s_settings, resume: true)).Message,
            StringComparison.Ordinal);
    }

    private PairResult[] Measure(ZooFolder folder, int threads, int until) => MissingPairs.Measure(folder, s_pairs, threads, pair =>
    {
        if (Interlocked.Increment(ref _measured) > until)
            throw new TimeoutException();
        return new PairResult(pair.Group.Name, pair.Group.IsAlike, pair.One.Name, pair.Other.Name,
            new ZooVerdict("same", "as up-down", "It is."), [new("mas", 1.0 / pair.Name.Length, 1.0 / pair.Name.Length, 1)]);
    }, _ => { });

    private static string[] Files(ZooFolder folder) =>
        [.. Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(folder.Root, file)}\n{File.ReadAllText(file)}")];

    public void Dispose() => _folder.Dispose();
}
