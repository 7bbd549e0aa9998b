using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Results.Tests.Architecture;

public class LineLengthTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("benchmarks")]
    [InlineData("tests")]
    [InlineData("build")]
    public void No_line_is_longer_than_a_screen_is_wide(string folder) => Assert.Empty(LineLength.TooLong(SourceTree.Files(folder)));

    [Fact]
    public void A_line_of_141_characters_is_too_long_and_one_of_140_is_not() => Assert.Equal(["A.cs:2 is 141 characters long"],
        LineLength.TooLong([new SourceFile("A.cs", [new string('x', 140), new string('x', 141)])]));
}
