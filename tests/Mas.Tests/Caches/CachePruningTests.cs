using Mas.Caches;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Caches;

/// <summary>What a cache holds, and what goes first.</summary>
public sealed class CachePruningTests : IDisposable
{
    private static readonly DateTime s_now = DateTime.UtcNow;

    private readonly TemporaryFolder _folder = new();

    public CachePruningTests()
    {
        Entry(Network('a'), 1000, days: 5, ("config.json", """{"architecture": "gru", "task": "multi-object"}"""));
        Entry(Network('b'), 2000, days: 1, ("config.json", "not JSON"));
        Entry(Latents('c'), 4000, days: 9, ("about.txt", "a model: 2 texts"));
        Entry(Latents('d'), 8000, days: 3, ("layer.1.float32.partial", ""));
        Directory.CreateDirectory(_folder["not-ours"]);
        File.WriteAllBytes(_folder["not-ours/file"], new byte[100_000]);
        Directory.CreateDirectory(_folder["latents/hashes"]);
    }

    [Fact]
    public void Everything_is_listed_with_its_size_what_it_is_and_its_last_use()
    {
        CacheContent content = CacheContent.Read(_folder.Root);
        Assert.Equal(["b", "d", "a", "c"], content.Entries.Select(entry => entry.Name[..1]));
        Assert.Equal([CacheKind.Network, CacheKind.Latents, CacheKind.Network, CacheKind.Latents],
            content.Entries.Select(entry => entry.Kind));
        Assert.Equal(["damaged", "unfinished", "gru, multi-object", "a model: 2 texts"], content.Entries.Select(entry => entry.What));
        Assert.Equal([2000, 8000, 1000, 4000], content.Entries.Select(entry => entry.Bytes));
        Assert.Equal(15000, content.Bytes);
        Assert.Empty(CacheContent.Read(_folder["nowhere"]).Entries);
    }

    [Theory]
    [InlineData(15000, "")]
    [InlineData(14999, "c")]
    [InlineData(11000, "c")]
    [InlineData(10500, "ca")]
    [InlineData(2000, "cad")]
    [InlineData(0, "cadb")]
    public void The_least_recently_used_goes_until_the_rest_fits(long most, string removed)
    {
        Pruned pruned = new CachePruning(most).Apply(_folder.Root);
        Assert.Equal(removed, string.Concat(pruned.Removed.Select(entry => entry.Name[..1])));
        Assert.Equal(15000 - pruned.Freed, pruned.Left);
        Assert.Equal(pruned.Left, CacheContent.Read(_folder.Root).Bytes);
        Assert.All(pruned.Removed, entry => Assert.False(Directory.Exists(entry.Folder)));
        Assert.True(File.Exists(_folder["not-ours/file"]));
    }

    [Fact]
    public void What_was_not_used_for_so_many_days_goes_whatever_its_size()
    {
        Pruned pruned = new CachePruning(null, s_now.AddDays(-4)).Apply(_folder.Root);
        Assert.Equal("ca", string.Concat(pruned.Removed.Select(entry => entry.Name[..1])));
        Assert.Equal("bd", string.Concat(CacheContent.Read(_folder.Root).Entries.Select(entry => entry.Name[..1])));
    }

    [Fact]
    public void What_is_in_use_stays_and_is_named()
    {
        using (FileStream? used = FileLock.TryShare(Path.Combine(Latents('c'), ".use")))
        using (FileStream? second = FileLock.TryShare(Path.Combine(Latents('c'), ".use")))
        {
            File.SetLastWriteTimeUtc(used!.Name, s_now.AddDays(-9));
            Pruned pruned = new CachePruning(0).Apply(_folder.Root);
            Assert.Equal("c", Assert.Single(pruned.InUse).Name[..1]);
            Assert.Equal(4000, pruned.Left);
            Assert.NotNull(second);
        }
        Assert.Equal("c", Assert.Single(new CachePruning(0).Apply(_folder.Root).Removed).Name[..1]);
    }

    [Fact]
    public void What_killed_processes_left_goes_once_it_is_old()
    {
        string old = Network('e') + ".abc", young = _folder["." + new string('f', 64) + ".abc"];
        foreach (string folder in (string[])[old, young])
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), new byte[10]);
        }
        Directory.SetLastWriteTimeUtc(old, s_now.AddDays(-2));
        Pruned pruned = new CachePruning(long.MaxValue).Apply(_folder.Root);
        Assert.Equal(old, Assert.Single(pruned.Removed).Folder);
        Assert.True(Directory.Exists(young));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("1.5GB", 1_500_000_000L)]
    public void The_environment_sets_a_limit(string? set, long? limit) => Assert.Equal(limit, CachePruning.Limit(_ => set));

    [Fact]
    public void A_limit_that_is_no_size_is_told() => Assert.Equal("MAS_CACHE_LIMIT is 'much'; give a size such as 20GB or 500MB",
        Assert.Throws<InputException>(() => CachePruning.Limit(_ => "much")).Message);

    private string Network(char name) => _folder[new string(name, 64)];

    private string Latents(char name) => _folder[$"latents/{new string(name, 64)}"];

    // Of so many bytes with the file that is given.
    private static void Entry(string folder, int bytes, int days, (string Name, string Content) file)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, file.Name), file.Content);
        File.WriteAllBytes(Path.Combine(folder, "numbers"), new byte[bytes - file.Content.Length]);
        string used = Path.Combine(folder, Path.GetFileName(Path.GetDirectoryName(folder)) == "latents" ? ".use" : "SHA256SUMS");
        File.WriteAllText(used, "");
        File.SetLastWriteTimeUtc(used, s_now.AddDays(-days));
    }

    public void Dispose() => _folder.Dispose();
}
