using System.Security.Cryptography;
using Mas.Networks.TextActivity;
using Mas.Oracles.Files;
using Xunit;

namespace Mas.Tests.Networks.TextActivity;

public sealed class FileHashesTests : IDisposable
{
    private const int Large = 1 << 24;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_hash_of_a_large_file_is_remembered_until_its_size_or_its_time_changes()
    {
        DateTime old = DateTime.UtcNow.AddDays(-1);
        string file = Write(Large, 1, old);
        var hashes = new FileHashes(_folder["memo"]);
        string first = hashes.Of(file);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), first);
        // Other content of the same size and time is taken for the same: so it is seen that the file was not read.
        Write(Large, 2, old);
        Assert.Equal(first, new FileHashes(_folder["memo"]).Of(file));
        File.SetLastWriteTimeUtc(file, old.AddSeconds(-1));
        string second = hashes.Of(file);
        Assert.NotEqual(first, second);
        Write(Large + 1, 2, old.AddSeconds(-1));
        Assert.NotEqual(second, hashes.Of(file));
    }

    [Fact]
    public void The_hash_of_a_file_that_has_just_been_written_is_not_remembered()
    {
        string file = Write(Large, 1, DateTime.UtcNow);
        new FileHashes(_folder["memo"]).Of(file);
        Assert.False(Directory.Exists(_folder["memo"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b c")]
    [InlineData("1 2 3 4")]
    public void A_damaged_note_is_not_believed(string note)
    {
        string file = Write(Large, 1, DateTime.UtcNow.AddDays(-1));
        var hashes = new FileHashes(_folder["memo"]);
        string hash = hashes.Of(file);
        string memo = Assert.Single(Directory.GetFiles(_folder["memo"])), good = File.ReadAllText(memo);
        File.WriteAllText(memo, note);
        Assert.Equal(hash, hashes.Of(file));
        Assert.Equal(good, File.ReadAllText(memo));
    }

    private string Write(int length, byte value, DateTime time)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, value);
        File.WriteAllBytes(_folder["weights"], bytes);
        File.SetLastWriteTimeUtc(_folder["weights"], time);
        return _folder["weights"];
    }

    public void Dispose() => _folder.Dispose();
}
