using System.Text.RegularExpressions;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Architecture;

/// <summary>What compiles with TorchSharp and then computes something else, or ends the process.</summary>
public partial class TorchTrapTests
{
    // A literal 0 as the dimension becomes the type Byte: everything is summed.
    [GeneratedRegex(@"\.(sum|prod|cumsum|cumprod)\(\s*0\s*\)")]
    private static partial Regex ReducedAsBytes { get; }

    // Bad shapes abort the process, where mm and bmm throw; so does every error of autograd.grad.
    [GeneratedRegex(@"\bmatmul\(|\bautograd\.grad\(")]
    private static partial Regex Aborts { get; }

    // Scopes and no_grad belong to a thread, and what follows an await may run on another one.
    [GeneratedRegex(@"\basync\s|\bawait\s")]
    private static partial Regex ChangesThread { get; }

    [Fact]
    public void No_source_line_has_a_known_trap_of_libtorch() =>
        Assert.Empty(SourceTree.Files("src/Mas")
            .Where(file => file.Folder != "Sweeps/Local") // waits for processes, and holds no tensor
            .SelectMany(file => file.Lines.Select((line, index) => (line, place: $"{file.Path}:{index + 1}")))
            .Where(entry => IsTrap(entry.line)).Select(entry => $"{entry.place}: {entry.line.Trim()}"));

    [Theory]
    [InlineData("Tensor total = x.sum(0);", true)]
    [InlineData("Tensor total = x.prod( 0 );", true)]
    [InlineData("Tensor total = x.sum([0]);", false)]
    [InlineData("Tensor product = a.matmul(b);", true)]
    [InlineData("Tensor product = torch.matmul(a, b);", true)]
    [InlineData("Tensor product = a.mm(b);", false)]
    [InlineData("var gradients = autograd.grad([loss], [x]);", true)]
    [InlineData("public async Task Run()", true)]
    [InlineData("// not matmul(a, b): it aborts", false)]
    public void The_test_itself_sees_a_trap(string line, bool trap) => Assert.Equal(trap, IsTrap(line));

    private static bool IsTrap(string line) =>
        !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        && (ReducedAsBytes.IsMatch(line) || Aborts.IsMatch(line) || ChangesThread.IsMatch(line));
}
