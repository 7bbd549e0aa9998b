using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>The cache as a user sees it.</summary>
public sealed class CacheTests : IDisposable
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly Workplace _here = new();

    [Fact]
    public void What_is_there_is_listed_and_what_was_not_used_goes()
    {
        Directory.CreateDirectory(_here.Path("cache", "latents", Hash));
        File.WriteAllText(_here.Path("cache", "latents", Hash, "about.txt"), "mod\u001b[31mel: 2 texts");
        File.WriteAllBytes(_here.Path("cache", "latents", Hash, "layer.1.float32"), new byte[5000]);
        File.WriteAllText(_here.Path("cache", "latents", Hash, ".use"), "");
        File.SetLastWriteTimeUtc(_here.Path("cache", "latents", Hash, ".use"), new DateTime(2024, 5, 6, 7, 8, 0, DateTimeKind.Utc));
        string[] lines = _here.Done("cache", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["latents  0123456789ab    5.0 KB  last used 2024-05-06 07:08  mod\\u001b[31mel: 2 texts", "1 entry, 5.0 KB",
            $"in {_here.Path("cache")}"], lines);
        using JsonDocument list = JsonDocument.Parse(_here.Done("cache", "list", "--json").Output);
        Assert.Equal(5019, list.RootElement.GetProperty("bytes").GetInt64());
        JsonElement entry = Assert.Single(list.RootElement.GetProperty("entries").EnumerateArray());
        Assert.Equal(["latents", Hash, "mod\u001b[31mel: 2 texts"],
            ((string[])["kind", "name", "what"]).Select(key => entry.GetProperty(key).GetString()));
        Assert.Equal("2024-05-06T07:08:00Z", entry.GetProperty("last_used").GetString());

        Assert.Equal("0 B are free again, 5.0 KB are left", _here.Done("cache", "prune", "--to", "1MB").Output.Trim());
        using JsonDocument pruned = JsonDocument.Parse(_here.Done("cache", "prune", "--older-than", "30", "--json").Output);
        Assert.Equal(5019, pruned.RootElement.GetProperty("freed_bytes").GetInt64());
        Assert.Equal(Hash, Assert.Single(pruned.RootElement.GetProperty("removed").EnumerateArray()).GetProperty("name").GetString());
        Assert.False(Directory.Exists(_here.Path("cache", "latents", Hash)));
        Assert.StartsWith("0 entries, 0 B", _here.Done("cache", "list").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("say what may stay: --to SIZE, --older-than DAYS, or set MAS_CACHE_LIMIT", "prune")]
    [InlineData("--to 'lots' is no size; give one such as 20GB or 500MB", "prune", "--to", "lots")]
    [InlineData("--older-than -1 is not possible; give a whole number from 0 to 100000", "prune", "--older-than", "-1")]
    public void What_cannot_be_done_is_told_in_a_sentence(string sentence, params string[] arguments)
    {
        Ended ended = _here.Mas(["cache", .. arguments]);
        Assert.Equal((2, $"mas: {sentence}"), (ended.Code, Assert.Single(ended.ErrorLines)));
    }

    [Fact]
    public void A_wrong_word_leads_to_the_help_of_the_very_command()
    {
        Ended ended = _here.Mas("cache", "prune", "5GB");
        Assert.Equal(2, ended.Code);
        Assert.Equal("mas: '5GB' is one argument too many; 'mas cache prune --help' shows what it takes",
            Assert.Single(ended.ErrorLines));
        Assert.Equal("mas: a command is missing after mas cache; 'mas cache --help' lists them",
            Assert.Single(_here.Mas("cache").ErrorLines));
    }

    public void Dispose() => _here.Dispose();
}
