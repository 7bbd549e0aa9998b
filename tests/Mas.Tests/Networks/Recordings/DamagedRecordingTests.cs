using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Files that were cut off or changed anywhere: a result or one sentence, never another exception, and never much
/// memory.</summary>
public sealed class DamagedRecordingTests : IDisposable
{
    private const int Cuts = 25, Changes = 60;
    private const long MostBytes = 256 << 20;

    private static readonly ReadingLimit s_limit = new(32 << 20);

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-damaged-").FullName;

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Golden.Path("recordings"), "*.*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Golden.Path("recordings"), path))
        .Where(path => path.Contains(Path.DirectorySeparatorChar) && !path.StartsWith("broken", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_gives_a_result_or_one_sentence(string name)
    {
        byte[] sound = File.ReadAllBytes(Golden.Path("recordings", name));
        var random = new Random(name.Length + sound.Length); // fixed by the file
        int refused = 0;
        for (int i = 0; i < Cuts; i++)
            refused += Try(name, sound[..random.Next(1, sound.Length)]);
        for (int i = 0; i < Changes; i++)
        {
            byte[] changed = [.. sound];
            // Structure lies mostly at the start and the end.
            int reach = i % 3 == 0 ? sound.Length : Math.Min(sound.Length, 4096);
            for (int flips = 1 + i % 4; flips > 0; flips--)
                changed[i % 3 == 1 ? sound.Length - 1 - random.Next(reach) : random.Next(reach)] = (byte)random.Next(256);
            refused += Try(name, changed);
        }
        Assert.True(refused > 0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private int Try(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, "x");
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int refused = 0;
        refused += Attempt(() => ReadAll(path));
        refused += Attempt(() => RecordingReader.Read(Options(name, path), "", s_limit));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        return refused;
    }

    private static int Attempt(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (InputException error)
        {
            Assert.All(error.Errors, one => Assert.DoesNotContain('\n', one.ToString()));
            return 1;
        }
    }

    private static void ReadAll(string path)
    {
        using RecordingFile file = RecordingFile.Open(path, s_limit);
        file.Describe();
        foreach (StoredArray array in file.Arrays.All)
            Attempt(() => Column.Read(array, "x"));
    }

    private static RecordingOptions Options(string name, string path) => Path.GetExtension(name) switch
    {
        ".nwb" => new(path) { Spikes = new(0.125) },
        ".csv" or ".npy" => new(path),
        ".safetensors" when name.Contains("latents", StringComparison.Ordinal) => new(path),
        _ => new(path) { Activity = "counts", Trials = [new("condition", "condition"), new("correct", "correct")] },
    };
}
