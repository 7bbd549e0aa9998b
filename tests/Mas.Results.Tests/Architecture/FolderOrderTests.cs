using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Results.Tests.Architecture;

public class FolderOrderTests
{
    private static readonly string[] s_order =
    [
        "Files", "Statistics", "Records", "Verdicts", "Comparisons", "Figures", "Tables", "Store", "Json", "Verification",
        "Reports/Html", "Reports/Evidence", "Reports/Questions", "Reports/Sections", "Reports/Methods", "Reports",
        "Plans", "Sweeps", "Sweeps/Merging",
    ];

    private static readonly IReadOnlyList<SourceFile> s_files = SourceTree.Files("src/Mas.Results");

    private static readonly FolderOrder s_checked = new("Mas.Results", s_order, s_files, "Files", "Statistics", "Records");

    [Fact]
    public void A_folder_of_the_results_uses_only_folders_above_it() => Assert.Empty(s_checked.Wrong());

    [Fact]
    public void Every_file_of_the_results_has_its_folder_as_its_namespace() => Assert.Empty(s_checked.Misplaced());

    [Fact]
    public void The_order_lists_every_folder_of_the_results() =>
        Assert.Equal(s_files.Select(file => file.Folder).Distinct().Order(), s_order.Order());

    [Fact]
    public void The_graph_of_the_folders_is_printed()
    {
        string graph = s_checked.Graph();
        TestContext.Current.TestOutputHelper!.WriteLine(graph);
        Assert.Equal(s_order.Length, graph.Split('\n').Length);
    }
}
