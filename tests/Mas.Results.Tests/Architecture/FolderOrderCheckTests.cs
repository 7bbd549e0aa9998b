using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Results.Tests.Architecture;

/// <summary>What the check of the order sees, on a project of three folders.</summary>
public class FolderOrderCheckTests
{
    private static readonly string[] s_order = ["Low", "High/Part", "High"];

    [Theory]
    [InlineData("using Made.High;", "Low/Used.cs:3 uses High")]
    [InlineData("using static Made.High.Whole;", "Low/Used.cs:3 uses High")]
    [InlineData("using Short = Made.High.Part.Piece;", "Low/Used.cs:3 uses High/Part")]
    [InlineData("    Made.High.Whole whole = null;", "Low/Used.cs:3 uses High")]
    [InlineData("    High.Whole whole = null;", "Low/Used.cs:3 uses High")]
    [InlineData("    Other[] all = [.. High.Whole.All];", "Low/Used.cs:3 uses High")]
    [InlineData("    string text = $\"{High.Whole.Name}\";", "Low/Used.cs:3 uses High")]
    public void A_use_of_a_higher_folder_is_found_in_usings_and_qualified_names(string line, string found) =>
        Assert.Equal([found], Checked("Low", line).Wrong());

    [Theory]
    [InlineData("    Whole whole = null;", "High/Part/Used.cs:3 uses High")]
    [InlineData("    var all = Whole.All;", "High/Part/Used.cs:3 uses High")]
    public void A_subfolder_uses_no_type_of_the_folder_around_it(string line, string found) =>
        Assert.Equal([found], Checked("High/Part", line).Wrong());

    [Fact]
    public void A_type_of_a_folder_that_is_known_everywhere_needs_no_using_and_is_found() =>
        Assert.Equal(["Low/Used.cs:3 uses High"], Checked("Low", "    Whole whole = null;", "High").Wrong());

    [Theory]
    [InlineData("Low", "using Elsewhere;")]
    [InlineData("Low", "// using Made.High;")]
    [InlineData("Low", "    string text = \"Made.High.Whole\";")]
    [InlineData("Low", "    int high = given.High.Whole;")]
    [InlineData("High/Part", "using Made.Low;")]
    [InlineData("High", "using Made.High.Part;")]
    [InlineData("High", "    Part.Piece piece = null;")]
    public void What_is_no_use_of_a_higher_folder_is_left_alone(string folder, string line) => Assert.Empty(Checked(folder, line).Wrong());

    [Fact]
    public void A_file_outside_the_order_and_one_with_another_namespace_are_misplaced()
    {
        var order = new FolderOrder("Made", s_order,
            [File("Low", "A", "Made.Low"), File("Odd", "B", "Made.Odd"), File("High", "C", "Made.Low")]);
        Assert.Equal(["Odd/B.cs has the namespace Made.Odd", "High/C.cs has the namespace Made.Low"], order.Misplaced());
    }

    [Fact]
    public void A_subfolder_that_is_not_listed_counts_as_the_folder_around_it() =>
        Assert.Empty(Checked("High/Other", "    Whole whole = null;").Wrong());

    [Fact]
    public void The_graph_names_for_each_folder_those_that_it_uses() => Assert.Equal(
        "Low       →\nHigh/Part → Low\nHigh      →", Checked("High/Part", "using Made.Low;").Graph());

    // Three folders with a type each, and a file with the line.
    private static FolderOrder Checked(string folder, string line, params string[] everywhere) => new("Made", s_order,
    [
        File("Low", "Other", "Made.Low"), File("High/Part", "Piece", "Made.High.Part"), File("High", "Whole", "Made.High"),
        new SourceFile($"{folder}/Used.cs", [$"namespace Made.{folder.Replace('/', '.')};", "", line]),
    ], everywhere);

    private static SourceFile File(string folder, string type, string place) =>
        new($"{folder}/{type}.cs", [$"namespace {place};", "", $"public sealed class {type};"]);
}
