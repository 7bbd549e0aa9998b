using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Architecture;

public class LineLengthTests
{
    [Theory]
    [InlineData("src/Mas/Tensors")]
    [InlineData("src/Mas/Kernels")]
    [InlineData("src/Mas/Alignments")]
    [InlineData("src/Mas/Masks")]
    [InlineData("src/Mas/Causal")]
    [InlineData("src/Mas/Similarity")]
    [InlineData("src/Mas/Evaluation")]
    public void No_line_is_longer_than_a_screen_is_wide(string folder) => Assert.Empty(LineLength.TooLong(SourceTree.Files(folder)));
}
