using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Architecture;

/// <summary>A folder of src/Mas uses only folders above it, so that nothing reaches back along the way of the data.</summary>
public class FolderOrderTests
{
    private static readonly string[] s_order =
    [
        "Tensors", "Tensors/Safetensors", "Kernels", "Caches", "Alignments", "Masks", "Causal", "Tasks", "Tasks/Files",
        "Tasks/Tokenisers", "Tasks/Texts", "Networks", "Networks/Formats", "Networks/Recordings/Arrays", "Networks/Recordings/NumPy",
        "Networks/Recordings/Csv",
        "Networks/Recordings/Hdf5", "Networks/Recordings/Matlab", "Networks/Recordings/Nwb", "Networks/Recordings/Safetensors",
        "Networks/Recordings", "Networks/Matrices",
        "Networks/Recurrent", "Networks/Transformers", "Networks/FeedForward", "Networks/Pretrained", "Networks/TextActivity",
        "Networks/Called", "Networks/Scripted", "Networks/Bridged", "Networks/Copies", "Networks/Folders", "NetworkTraining",
        "Interchange", "Training",
        "Similarity", "Evaluation", "Evaluation/Exports", "Experiments", "Experiments/Yaml",
        "Experiments/Reading", "Experiments/Schema", "Experiments/Starting", "Comparison", "Comparison/Costs", "Comparison/Shown",
        "Language",
        "Analyses", "Analyses/Algorithms", "Analyses/Untrained",
        "Analyses/Scrambled", "Analyses/OtherMaps", "Analyses/WrongVariable", "Analyses/RandomStart", "Analyses/SmallestSubspace",
        "Analyses/NullSpaces", "Analyses/Leakage", "Analyses/Cycles", "Analyses/Isolation", "Analyses/Angles", "Analyses/OffManifold",
        "Analyses/Disagreement", "Runs", "Plans", "Sweeps/Slurm", "Sweeps", "Sweeps/Local",
    ];

    private static readonly IReadOnlyList<SourceFile> s_files = SourceTree.Files("src/Mas");

    private static readonly FolderOrder s_checked = new("Mas", s_order, s_files);

    [Fact]
    public void A_folder_of_the_numerics_uses_only_folders_above_it() => Assert.Empty(s_checked.Wrong());

    [Fact]
    public void Every_file_of_the_numerics_has_its_folder_as_its_namespace() => Assert.Empty(s_checked.Misplaced());

    [Fact]
    public void The_order_lists_every_folder_of_the_numerics() =>
        Assert.Equal(s_files.Select(file => file.Folder).Distinct().Order(), s_order.Order());

    [Fact]
    public void The_graph_of_the_folders_is_printed()
    {
        string graph = s_checked.Graph();
        TestContext.Current.TestOutputHelper!.WriteLine(graph);
        Assert.Equal(s_order.Length, graph.Split('\n').Length);
    }

    [Fact]
    public void Results_and_reports_work_without_TorchSharp()
    {
        Assert.All(SourceTree.Files("src/Mas.Results").SelectMany(file => file.Code),
            line => Assert.DoesNotContain("TorchSharp", line.Code, StringComparison.OrdinalIgnoreCase));
        string lockFile = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "Mas.Results", "packages.lock.json"));
        Assert.DoesNotContain("torch", lockFile, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(typeof(Mas.Results.Records.RunRecord).Assembly.GetReferencedAssemblies(),
            name => name.Name is "TorchSharp" or "Mas");
    }
}
