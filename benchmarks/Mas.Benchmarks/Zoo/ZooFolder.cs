using System.Text;

namespace Mas.Benchmarks.Zoo;

/// <summary>The folder of a zoo: what it is, one file for each pair that is measured, and at the end the tables. Every file is there whole
/// or not at all, so that a zoo that was killed at any moment goes on with the pairs that are missing.</summary>
internal sealed class ZooFolder
{
    private const string About = "zoo.txt";

    private ZooFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>Takes a new or empty folder, or with <paramref name="resume"/> one with a zoo of the same settings.</summary>
    /// <exception cref="InputException">It holds something else.</exception>
    public static ZooFolder Open(string path, ZooSettings settings, bool resume)
    {
        var folder = new ZooFolder(Path.GetFullPath(path));
        string about = Path.Combine(folder.Root, About);
        if (File.Exists(folder.Root))
            throw new InputException("this is a file; a zoo needs a folder: give another one with --output", folder.Root);
        if (Directory.Exists(folder.Root) && Directory.EnumerateFileSystemEntries(folder.Root).Any(entry => !AtomicFile.IsLeftover(entry)))
        {
            if (!File.Exists(about))
                throw new InputException($"the folder holds other files and no {About}; give an empty or new folder with --output",
                    folder.Root);
            if (!resume)
                throw new InputException("the folder already holds a zoo; continue it with --resume, or give another folder with --output",
                    folder.Root);
            if (File.ReadAllText(about) != settings.Text())
                throw new InputException("the folder holds a zoo of other settings; give another folder with --output", about);
            AtomicFile.RemoveLeftovers(folder.Root);
        }
        folder.Write(About, settings.Text());
        return folder;
    }

    /// <summary>What is known of a pair; null where it is not measured yet.</summary>
    public PairResult? Read(ZooPair pair) => File.Exists(Full(Name(pair))) ? PairResult.Parse(File.ReadAllBytes(Full(Name(pair)))) : null;

    public void Write(ZooPair pair, PairResult result) => Write(Name(pair), result.ToJson());

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>One row for each pair and measure; no field needs quotes.</summary>
    public void WriteTable(IReadOnlyList<PairResult> results)
    {
        var text = new StringBuilder("group,alike,one,other,verdict,measure,value,similarity,seconds\n");
        foreach (PairResult pair in results)
            foreach (MeasuredValue value in pair.Values)
                text.Append($"{pair.Group},{(pair.IsAlike ? 1 : 0)},{pair.One},{pair.Other},{pair.Verdict.Word},")
                    .Append($"{value.Measure},{value.Value:r},{value.Similarity:r},{value.Seconds:f4}\n");
        Write("pairs.csv", text.ToString());
    }

    private void Write(string name, byte[] bytes) => AtomicFile.Write(Full(name), name, stream => stream.Write(bytes));

    private static string Name(ZooPair pair) => Path.Combine("pairs", $"{pair.Name}.json");

    private string Full(string name) => Path.Combine(Root, name);
}
