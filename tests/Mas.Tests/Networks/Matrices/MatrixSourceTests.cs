using Mas.Networks;
using Mas.Networks.Matrices;
using Mas.Results.Files;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Networks.Matrices;

/// <summary>Matrices of dissimilarities from files of every format, and what is refused.</summary>
public sealed class MatrixSourceTests : IDisposable
{
    private const double Plenty = 1e12;

    // Of the golden matrix, row after row above the diagonal.
    private static readonly double[] s_first = [12.5, 13.5, 14.5, 15.5, 23.5, 24.5, 25.5, 34.5, 35.5, 45.5];

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-matrices-").FullName;

    [Theory]
    [InlineData("square.npy", null, 1)]
    [InlineData("square.npy", "square", 1)]
    [InlineData("fortran.npy", null, 1)]
    [InlineData("list.npy", null, 1)]
    [InlineData("two.npz", "first", 1)]
    [InlineData("two.npz", "second", 2)]
    [InlineData("group.h5", "rdms/second", 2)]
    [InlineData("group.h5", "first", 1)]
    [InlineData("plain.mat", "first", 1)]
    [InlineData("cell.mat", "rdms(2)", 2)]
    [InlineData("one.mat", "only", 1)]
    [InlineData("one.mat", "model.RDM", 1)]
    [InlineData("one.mat", null, 1)]
    [InlineData("bare.csv", null, 1)]
    [InlineData("named.csv", null, 1)]
    [InlineData("numbered.csv", null, 1)]
    [InlineData("r.csv", "r", 1)]
    public void A_matrix_is_read_from_a_file_of_any_format(string file, string? name, double scale)
    {
        GivenMatrices read = Source(Golden.Path("matrices", file), name is null ? [] : [[name]]).ReadMatrices(Plenty);
        Assert.Equal((5, 1, 1), (read.Conditions, read.People.Count, read.Count));
        Assert.Equal(s_first.Select(value => scale * value), read.Mean);
    }

    [Fact]
    public void A_source_is_the_mean_of_people_and_each_person_the_mean_of_sessions()
    {
        GivenMatrices read = Source(Golden.Path("human-it-92", "92_brainRDMs.mat"),
            [["hIT | BE | Session: 1", "hIT | BE | Session: 2"], ["hIT | KO | Session: 1"]]).ReadMatrices(Plenty);
        Assert.Equal((92, 2, 3), (read.Conditions, read.People.Count, read.Count));
        double[] one = read.People[0][0], two = read.People[0][1], other = read.People[1][0];
        Assert.Equal(92 * 91 / 2, one.Length);
        Assert.Equal((one[7] + two[7]) / 2, read.PersonMeans[0][7], 1e-15);
        Assert.Equal(other, read.PersonMeans[1]);
        Assert.Equal((one[7] + two[7] + other[7]) / 3, read.Mean[7], 1e-15);
    }

    [Fact]
    public void The_hash_tells_other_numbers_and_another_grouping()
    {
        string file = Golden.Path("matrices", "two.npz");
        ValueList<ValueList<string>>[] sources = [[["first"]], [["second"]], [["first", "second"]], [["first"], ["second"]]];
        string[] hashes = [.. sources
            .Select(names => Source(file, names).ReadMatrices(Plenty).Hash())];
        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(hashes[0], Source(Golden.Path("matrices", "bare.csv"), []).ReadMatrices(Plenty).Hash());
    }

    [Theory]
    [InlineData("two.npz", "frist", "the file has no array 'frist'; did you mean 'first'?")]
    [InlineData("two.npz", null, "the file has 2 matrices, and none is named; give name: one of first, second")]
    [InlineData("same-names.mat", "same", "the file has several matrices 'same'; which one is meant cannot be known")]
    [InlineData("one.mat", "onyl", "the file has no matrix 'onyl'; did you mean 'only'?")]
    public void A_name_that_is_not_there_is_told(string file, string? name, string sentence) =>
        Assert.Equal(sentence, Refusal(Golden.Path("matrices", file), name is null ? [] : [[name]]));

    [Theory]
    [InlineData("0,1\n1,0", "has 2 conditions; 4 to 10000 are wanted")]
    [InlineData("0,1,2\n1,0,3\n2,3,0", "has 3 conditions; 4 to 10000 are wanted")]
    [InlineData("0,1,2,3\n1,0,4,5\n2,4,0,6", "has shape [3, 4]; a square matrix is wanted, or what is above the diagonal of one as a list "
        + "of n(n − 1)/2 numbers")]
    [InlineData("1,2,3,4,5", "has shape [1, 5]; a square matrix is wanted, or what is above the diagonal of one as a list of n(n − 1)/2 "
        + "numbers")]
    [InlineData("0,1,2,3\n1,0,4,5\n2,4,0,6\n3,5,6.1,0", "is not symmetric: row 3, column 4 has 6, and row 4, column 3 has 6.1; store the "
        + "mean of the two at both places")]
    [InlineData("1,0,0,0\n0,1,0,0\n0,0,1,0\n0,0,0,1", "has 1 on its diagonal, in row 1; a condition differs from itself by 0, and if these "
        + "are similarities, store 1 minus each of them")]
    [InlineData("0,1,2,3\n1,0,nan,5\n2,nan,0,6\n3,5,6,0", "has NaN in row 2, column 3; every number must be finite, so leave out "
        + "conditions that were not measured")]
    [InlineData("1,2,3,inf,5,6", "has Infinity in number 4 of the list; every number must be finite, so leave out conditions that were not "
        + "measured")]
    public void What_is_no_matrix_of_dissimilarities_is_refused(string text, string sentence)
    {
        File.WriteAllText(File_("wrong.csv"), text + "\n");
        Assert.Equal($"the matrix 'wrong' {sentence}", Refusal(File_("wrong.csv"), []));
    }

    [Theory]
    [InlineData("0,1,2,3\n1,0,4\n2,4,0,6\n3,5,6,0", 2, "this row has 3 numbers, and the first has 4")]
    [InlineData("0,1,2,3\n1,0,x,5\n2,4,0,6\n3,5,6,0", 2, "field 3 of this row is no number; a number is wanted")]
    [InlineData("0,1,2,3\n1,0,\"4,5\n", 2, "a quote is opened here and never closed")]
    public void A_table_that_is_wrong_is_refused_with_its_line(string text, int line, string sentence)
    {
        File.WriteAllText(File_("wrong.csv"), text);
        InputException refusal = Assert.Throws<InputException>(() => Source(File_("wrong.csv"), []).ReadMatrices(Plenty));
        Assert.Equal((sentence, (int?)line), (refusal.Errors[0].Message, refusal.Errors[0].Line));
    }

    // Float32 files and computed ones are a little off.
    [Fact]
    public void Rounding_on_the_diagonal_and_across_it_is_no_fault()
    {
        File.WriteAllText(File_("near.csv"), "1e-7,1,2,3\n1.000001,0,4,5\n2,4,-1e-9,6\n3,5,6.00001,0\n");
        Assert.Equal([1, 2, 3, 4, 5, 6], Source(File_("near.csv"), []).ReadMatrices(Plenty).Mean);
    }

    [Fact]
    public void Matrices_of_one_source_have_the_same_conditions() => Assert.Equal(
        "the matrix 'five' has 5 conditions, and 'four' has 4; matrices of one source are of the same conditions",
        Refusal(Golden.Path("matrices", "sizes.npz"), [["five", "four"]]));

    [Fact]
    public void A_list_of_structures_is_no_matrix() => Assert.Equal("the matrix 'Models.RDM' holds a cell; numbers are wanted",
        Refusal(Golden.Path("human-it-92", "92_modelRDMs.mat"), [["Models.RDM"]]));

    [Fact]
    public void What_memory_cannot_hold_is_refused_before_it_is_read() => Assert.Equal(
        "4 matrices of 92 conditions take about 1 MB of memory, and 0 MB are free; take fewer, or free some memory",
        Assert.Throws<InputException>(() => Source(Golden.Path("human-it-92", "92_modelRDMs.mat"),
            [["animacy"], ["EVA"], ["V1"], ["HMAX"]]).ReadMatrices(400_000)).Errors[0].Message);

    // A header that claims 4 TB, and no data.
    [Fact]
    public void A_file_that_lies_about_its_size_costs_nothing() => Assert.StartsWith("array 'huge' of shape [10000000, 100000]",
        Refusal(Golden.Path("recordings", "broken", "huge.npy"), []), StringComparison.Ordinal);

    private static string Refusal(string file, ValueList<ValueList<string>> names)
    {
        InputException refusal = Assert.Throws<InputException>(() => Source(file, names).ReadMatrices(Plenty));
        Assert.Equal(file, Assert.Single(refusal.Errors).File);
        return refusal.Errors[0].Message;
    }

    private string File_(string name) => Path.Combine(_folder, name);

    private static MatrixSource Source(string file, ValueList<ValueList<string>> names) => new(file, file, names);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
