using System.Text;
using Mas.Results.Records;
using Mas.Results.Store;

namespace Mas.Tests.Experiments;

/// <summary>The record of a run, for experiments that extend it.</summary>
internal static class FinishedRun
{
    /// <summary>The text of its <c>run.json</c>.</summary>
    public static string Json(string[] networks, int[] seeds, string status = "done") => Encoding.UTF8.GetString(RunJson.Bytes(new RunRecord
    {
        Run = "old",
        Status = status,
        Started = DateTimeOffset.UnixEpoch,
        Seed = 1,
        AlignmentSeeds = seeds,
        Networks = [.. networks.Select(name => new NetworkRecord
        {
            Name = name, Architecture = "gru", Width = 128, Site = "state", Task = "multi-object", Parameters = 1, Origin = "folder",
            Hash = "", Accuracy = 1, Usable = 1, Sequences = 1,
        })],
    }));
}
