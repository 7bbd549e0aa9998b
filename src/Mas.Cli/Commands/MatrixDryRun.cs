using Mas.Cli.Terminal;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Results.Json;
using Mas.Results.Records;

namespace Mas.Cli.Commands;

/// <summary>What a run of matrices of dissimilarities would do. They are read, so that whatever is wrong with them is told.</summary>
internal static class MatrixDryRun
{
    public static string Text(Experiment experiment, RunOptions options)
    {
        IReadOnlyList<ReadMatrices> networks = MatrixStage.Read(experiment, options);
        int pairs = networks.Count * (networks.Count - 1) / 2;
        string[] lines =
        [
            $"{experiment.Name}: {networks.Count} networks, matrices of dissimilarities of {networks[0].Matrices.Conditions} conditions; "
                + "nothing is aligned",
            .. networks.Select(network => network.Describe()).Select(network => Line(network.Name, network.Matrix!)),
            $"  {Listed.Count(pairs, "pair")} by {string.Join(", ", experiment.Evaluation.Similarity)}",
            $"  time: about {ProgressDisplay.Text(TimeSpan.FromSeconds(Seconds(networks, experiment.Evaluation.Similarity.Count)))}",
            $"  memory about {MemoryEstimate.Size(MemoryEstimate.EmptyProcess + Bytes(networks))} at its peak",
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    /// <summary>The same as one object, with the keys of every dry run.</summary>
    public static string Json(Experiment experiment, RunOptions options)
    {
        IReadOnlyList<ReadMatrices> networks = MatrixStage.Read(experiment, options);
        return ResultJson.Object(json =>
        {
            json.WriteString("run", experiment.Name);
            json.WriteNumber("memory_bytes", Math.Round(MemoryEstimate.EmptyProcess + Bytes(networks)));
            json.WriteNumber("empty_process_bytes", MemoryEstimate.EmptyProcess);
            json.WriteNumber("available_bytes", Math.Round(options.FreeMemory()));
            json.WriteNumber("seconds_at_most", Math.Round(Seconds(networks, experiment.Evaluation.Similarity.Count), 1));
            json.WriteString("stage", "similarity");
            json.WriteStartArray("parts");
            json.WriteStartObject();
            json.WriteString("name", "matrices");
            json.WriteNumber("bytes", Math.Round(Bytes(networks)));
            json.WriteString("key", "networks");
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private static string Line(string name, MatrixRecord matrix) => matrix.Matrices == 1 ? $"  {name}: one matrix"
        : $"  {name}: the mean of {matrix.Matrices} matrices of {(matrix.People == 1 ? "one person" : $"{matrix.People} people")}";

    private static double Bytes(IReadOnlyList<ReadMatrices> networks) => networks.Sum(network => network.Matrices.Bytes);

    // Sorting takes most of it: some 200 ns for each number of each matrix and measure, more than was measured.
    private static double Seconds(IReadOnlyList<ReadMatrices> networks, int measures) => measures * networks.Sum(network =>
        200e-9 * network.Matrices.Mean.Length * (network.Matrices.Count + networks.Count));
}
