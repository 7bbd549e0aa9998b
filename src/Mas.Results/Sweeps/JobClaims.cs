using System.Text.Json;

namespace Mas.Results.Sweeps;

/// <summary>Who has worked on a job: folders 1, 2, 3 and so on, of which the last counts. A folder is made whole and given its number by
/// one
/// renaming, which fails where the number is taken, so that of many who try one has it, also on file systems that processes share late.
/// </summary>
internal sealed class JobClaims(string root)
{
    private const string OwnerFile = "owner.json", BeatFile = "beat", EndFile = "end.json";

    // No claim's file holds more than a few hundred letters, and an error's message a few thousand.
    private const int Largest = 1 << 16;

    /// <summary>The last claim; null where nobody has worked on it.</summary>
    public JobClaim? Last()
    {
        if (!Directory.Exists(root))
            return null;
        int last = Directory.EnumerateDirectories(root).Select(Number).DefaultIfEmpty().Max();
        return last == 0 ? null : Read(last);
    }

    /// <summary>Takes the job.</summary>
    /// <param name="after">The last claim as it was seen; null where there was none.</param>
    /// <returns>Null where somebody else was faster.</returns>
    public HeldClaim? TryTake(JobClaim? after)
    {
        int number = (after?.Number ?? 0) + 1;
        ClaimOwner owner = ClaimOwner.Here();
        string fresh = Path.Combine(root, $".{owner.Id:n}"), own = FolderOf(number);
        Directory.CreateDirectory(fresh);
        try
        {
            File.WriteAllBytes(Path.Combine(fresh, OwnerFile), JsonSerializer.SerializeToUtf8Bytes(owner));
            File.WriteAllText(Path.Combine(fresh, BeatFile), "0");
            Directory.Move(fresh, own);
        }
        catch (IOException)
        {
            // A renaming whose answer was lost is told as one that failed.
            if (Read(number)?.Owner?.Id != owner.Id)
            {
                if (Directory.Exists(fresh))
                    Directory.Delete(fresh, recursive: true);
                if (!Directory.Exists(own))
                    throw;
                return null;
            }
        }
        return new HeldClaim(this, number);
    }

    /// <summary>Says that the owner lives.</summary>
    public void Beat(int number, long beats) => AtomicFile.Write(
        Path.Combine(FolderOf(number), BeatFile), BeatFile, stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(beats)), false);

    /// <summary>Says how the job ended.</summary>
    public void End(int number, ClaimEnd end) => AtomicFile.Write(
        Path.Combine(FolderOf(number), EndFile), EndFile, stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(end)), false);

    /// <summary>Whether nobody has claimed the job after this.</summary>
    public bool IsLast(int number) => Directory.Exists(FolderOf(number)) && !Directory.Exists(FolderOf(number + 1));

    /// <summary>When a claim's owner was last heard of, by the clock of the file system; null where it cannot be said.</summary>
    public DateTime? LastBeat(int number) =>
        new FileInfo(Path.Combine(FolderOf(number), BeatFile)) is { Exists: true } beat ? beat.LastWriteTimeUtc : null;

    /// <summary>The number of the owner's last heartbeat.</summary>
    public string Beats(int number) => TryRead(number, BeatFile, bytes => Convert.ToHexString(bytes)) ?? "";

    private JobClaim Read(int number) => new(number,
        TryRead(number, OwnerFile, bytes => JsonSerializer.Deserialize<ClaimOwner>(bytes)),
        TryRead(number, EndFile, bytes => JsonSerializer.Deserialize<ClaimEnd>(bytes)));

    // What is broken or gone counts as nothing said.
    private T? TryRead<T>(int number, string name, Func<byte[], T?> read)
        where T : class
    {
        string file = Path.Combine(FolderOf(number), name);
        try
        {
            return File.Exists(file) ? read(FileBytes.ReadAll(file, Largest, "no claim says so much")) : null;
        }
        catch (Exception error) when (error is InputException or JsonException)
        {
            return null;
        }
    }

    private string FolderOf(int number) => Path.Combine(root, number.ToString(CultureInfo.InvariantCulture));

    private static int Number(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}

/// <summary>A claim as it was read.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Owner">Null where its file is broken.</param>
/// <param name="End">Null where its owner has not said that it ended.</param>
internal sealed record JobClaim(int Number, ClaimOwner? Owner, ClaimEnd? End);

/// <summary>How work on a job ended.</summary>
/// <param name="Outcome">One of the words below.</param>
/// <param name="Message">Of a failure: one sentence.</param>
internal sealed record ClaimEnd(string Outcome, string? Message = null)
{
    public const string Done = "done", Failed = "failed", Stopped = "stopped";
}
