using System.Text.RegularExpressions;
using Xunit;

namespace Mas.Tests.Architecture;

/// <summary>A folder of src/Mas uses only folders above it, so that nothing reaches back along the way of the data.</summary>
public partial class FolderOrderTests
{
    private static readonly string[] Order =
        ["Tensors", "Alignments", "Masks", "Causal", "Tasks", "Networks", "Interchange", "Training", "Similarity", "Evaluation", "Experiments"];

    [GeneratedRegex(@"\bMas\.([A-Z]\w*)")]
    private static partial Regex Qualified { get; }

    [GeneratedRegex(@"^\s*namespace\s+Mas\.([\w.]+);")]
    private static partial Regex Namespace { get; }

    [Fact]
    public void A_folder_uses_only_folders_above_it() =>
        Assert.Empty(SourceTree.Files("src/Mas").SelectMany(file => file.Lines.SelectMany((line, index) => Wrong(file.Path, line, index + 1))));

    [Fact]
    public void Every_file_is_in_a_folder_of_the_order_and_its_namespace_is_the_folder() =>
        Assert.All(SourceTree.Files("src/Mas"), file =>
        {
            Assert.Contains(file.Path.Split('/')[0], Order);
            Assert.Equal(
                Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Replace('/', '.'),
                file.Lines.Select(line => Namespace.Match(line)).Single(match => match.Success).Groups[1].Value);
        });

    [Theory]
    [InlineData("Masks/SwapMask.cs", "using Mas.Networks;", true)]
    [InlineData("Masks/SwapMask.cs", "    Mas.Networks.Network network = null;", true)]
    [InlineData("Networks/Recurrent/GruCell.cs", "using static Mas.Training.Methods;", true)]
    [InlineData("Networks/Network.cs", "using Mas.Tensors;", false)]
    [InlineData("Networks/Network.cs", "using Mas.Networks.Recurrent;", false)]
    [InlineData("Tensors/Shape.cs", "using Mas.Results;", false)]
    public void The_test_itself_sees_what_is_wrong(string path, string line, bool wrong) => Assert.Equal(wrong, Wrong(path, line, 1).Any());

    [Fact]
    public void Results_and_reports_work_without_TorchSharp()
    {
        Assert.All(SourceTree.Files("src/Mas.Results"), file => Assert.All(
            file.Lines.Where(line => !IsComment(line)), line => Assert.DoesNotContain("TorchSharp", line, StringComparison.OrdinalIgnoreCase)));
        string lockFile = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "Mas.Results", "packages.lock.json"));
        Assert.DoesNotContain("torch", lockFile, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(typeof(Mas.Results.Records.RunRecord).Assembly.GetReferencedAssemblies(), name => name.Name is "TorchSharp" or "Mas");
    }

    // Mas.Results is the project below all folders.
    private static IEnumerable<string> Wrong(string path, string line, int number)
    {
        if (IsComment(line))
            yield break;
        int own = Array.IndexOf(Order, path.Split('/')[0]);
        foreach (Match match in Qualified.Matches(line))
        {
            string used = match.Groups[1].Value;
            if (used != "Results" && Array.IndexOf(Order, used) is int other && (other < 0 || other > own))
                yield return $"{path}:{number} uses {used}";
        }
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal);
}
