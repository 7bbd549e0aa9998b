using System.Security.Cryptography;
using System.Text;
using Mas.Comparison;
using Mas.Results.Figures;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;
using Mas.Results.Tables;

namespace Mas.Runs;

/// <summary>Compares the files of a finished run with the hashes in its record, and those that are made from others with what they are made
/// from.</summary>
internal static class StoredFiles
{
    private static readonly string[] s_hashed = [RunFolder.ExperimentFile, RunFolder.MetricsFile, AlignmentArchive.FileName];

    /// <param name="versions">Of this program.</param>
    /// <returns>One sentence for each file that is another, and one phrase for each that cannot be compared.</returns>
    public static (IReadOnlyList<string> Problems, IReadOnlyList<string> NotCompared) Compare(
        StoredRun run, IReadOnlyDictionary<string, string> versions)
    {
        var problems = new List<string>();
        var notCompared = new List<string>();
        foreach (string name in s_hashed)
            Add(run.Record.Hashes.TryGetValue(name, out string? wanted) ? OfHash(run, name, wanted)
                : (null, $"the bytes of {name}, because {RunFolder.RunFile} has no hash of it"));
        if (run.Record.Hashes.TryGetValue(RunJournal.Extended, out string? extended))
            Add((null, OfExtended(run, extended)));
        foreach ((string name, Func<byte[]> made) in Made(run))
            Add(OfContent(run, versions, name, made));
        return (problems, notCompared);

        void Add((string? Problem, string? NotCompared) one)
        {
            problems.AddRange(one.Problem is null ? [] : [one.Problem]);
            notCompared.AddRange(one.NotCompared is null ? [] : [one.NotCompared]);
        }
    }

    private static (string?, string?) OfHash(StoredRun run, string name, string wanted)
    {
        string found = run.Folder.Hash(name);
        return (found == wanted ? null
            : $"{name} is not as the run has written it: its SHA-256 is {found}, and {RunFolder.RunFile} says {wanted}.", null);
    }

    // It may have been run anew since: what was taken over from it is in this run's own file.
    private static string? OfExtended(StoredRun run, string wanted) => RunJournal.HashOfExtended(run.Experiment) == wanted ? null
        : $"hashes.{RunJournal.Extended}, because the run that is extended has other alignments now, or none";

    private static (string?, string?) OfContent(
        StoredRun run, IReadOnlyDictionary<string, string> versions, string name, Func<byte[]> made)
    {
        if (!run.Folder.Exists(name))
            return (null, $"{name}, which is not there");
        // mas makes the pages, and .NET compresses and rounds.
        foreach (string program in (string[])["mas", ".NET"])
            if (run.Record.Versions.GetValueOrDefault(program) is var before && before != versions[program])
                return (null, $"{name}, because {program} {before ?? "unknown"} has written it and this is {versions[program]}");
        return (run.Folder.Hash(name) == Convert.ToHexStringLower(SHA256.HashData(made())) ? null
            : $"{name} is not what {RunFolder.RunFile}, {RunFolder.MetricsFile} and {RunFolder.ExperimentFile} give.", null);
    }

    // By name, how each is made from the others.
    private static IEnumerable<(string Name, Func<byte[]> Made)> Made(StoredRun run)
    {
        yield return (RunFolder.MetricsParquetFile, () => MetricsParquet.Bytes(run.Rows));
        ReportInput input = ReportInput.Of(run.Folder);
        yield return (RunFolder.ReportFile, () => Encoding.UTF8.GetBytes(HtmlReport.Render([input])));
        if (!run.Folder.Exists(RunFolder.ReportFile))
            yield break;
        foreach (Figure figure in HtmlReport.Figures(input))
            yield return ($"{RunFolder.FiguresFolder}/{figure.Name}.svg", () => Encoding.UTF8.GetBytes(figure.Standalone()));
    }
}
