using System.Text;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>One changed file, read in a folder of its own: the same for the same seed, target and number.</summary>
/// <param name="corpus">Valid files.</param>
/// <param name="folder">Where they are copied to and changed.</param>
/// <param name="longest">What computes for longer does not end.</param>
internal sealed class Execution(string corpus, string folder, TimeSpan longest)
{
    private const int MostPatience = 12; // times as long, for what waits and does not compute

    private bool _isClean;

    /// <summary>Runs it.</summary>
    /// <returns>What went wrong; null where all is well.</returns>
    public FuzzFailure? Run(FuzzTarget target, ulong seed, long number)
    {
        if (!_isClean)
            Renew();
        var random = new SeededRandom(SeededRandom.Derive(seed, target.Name, number));
        string name = target.Files[random.Next(target.Files.Count)], file = Path.Combine(folder, name);
        byte[] valid = File.ReadAllBytes(Path.Combine(corpus, name)), changed = Mutation.Of(valid, name, ref random);
        File.WriteAllBytes(file, changed);
        string? said = Wrong(() => target.Read(folder));
        _isClean = !target.Writes;
        if (_isClean)
            File.WriteAllBytes(file, valid);
        return said is null ? null : new FuzzFailure(target.Name, seed, number, name, changed, said);
    }

    /// <summary>Reads the valid files: what the first reading compiles is no matter of the others' time.</summary>
    /// <exception cref="InvalidOperationException">They are refused.</exception>
    public void WarmUp(FuzzTarget target)
    {
        Renew();
        try
        {
            target.ReadValid(folder);
        }
        catch (InputException error)
        {
            throw new InvalidOperationException($"{target.Name} refuses valid files", error);
        }
        _isClean = !target.Writes;
    }

    private void Renew()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        CopyOf.Folder(corpus, folder);
        _isClean = true;
    }

    private string? Wrong(Action read)
    {
        string? said = null;
        var thread = new Thread(() => said = Said(read)) { IsBackground = true };
        thread.Start();
        return HasEnded(thread) ? said : Invariant($"{FuzzFailure.Hang}: it has not ended after {longest.TotalSeconds:f0} s");
    }

    // Other work on the machine is no hang: what has not computed for so long has more time.
    private bool HasEnded(Thread thread)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        var waited = Stopwatch.StartNew();
        while (!thread.Join(longest))
            if (Environment.CpuUsage.TotalTime - before >= longest || waited.Elapsed >= MostPatience * longest)
                return false;
        return true;
    }

    private static string? Said(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception error) when (error is InputException or RunFailedException or OperationCanceledException)
        {
            return null;
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }
}

/// <summary>An execution that did not end as it must.</summary>
/// <param name="File">Which file was changed.</param>
/// <param name="Content">How it was changed.</param>
/// <param name="Said">The exception with its place.</param>
internal sealed record FuzzFailure(string Target, ulong Seed, long Number, string File, byte[] Content, string Said)
{
    public const string Hang = "hang";

    public bool IsHang => Said.StartsWith(Hang, StringComparison.Ordinal);

    /// <summary>The same for failures that have one cause, as far as one can tell from where they come.</summary>
    public string Cause => $"{Target}: {Said.Split('\n')[0].Split(':')[0]} {string.Join(' ', Places().Take(2))}";

    // Without what calls a reader, which the runtime may put into one frame or into two.
    private IEnumerable<string> Places() => Said.Split('\n').Select(line => line.Trim()).Where(line =>
        line.StartsWith("at ", StringComparison.Ordinal) && !line.Contains($" {typeof(Execution).FullName}", StringComparison.Ordinal));

    /// <summary>Keeps the file and what was said in a folder.</summary>
    /// <returns>Where the file is.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string name = $"{Target.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal)}-{Seed}-{Number}-{File.Replace('/', '-')}";
        string path = Path.Combine(folder, name);
        System.IO.File.WriteAllBytes(path, Content);
        System.IO.File.WriteAllText(path + ".txt", Said, Encoding.UTF8);
        return path;
    }
}
