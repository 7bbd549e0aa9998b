using System.Text.RegularExpressions;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Architecture;

/// <summary>Tensors are made by a <see cref="Mas.Tensors.Device"/>, and their memory is read in Tensors and Kernels only.</summary>
public partial class DeviceUseTests
{
    // A factory of torch's own makes its tensor on the processor in float32, whatever it will meet there.
    [GeneratedRegex(@"(?<![\w.])(torch\.)?(zeros|ones|empty|eye|full|arange|linspace|logspace|tensor|as_tensor|from_array|rand|randn|"
        + @"randint|randperm|normal|tril_indices|triu_indices)\(")]
    private static partial Regex Factory { get; }

    // On a graphics card the memory is not the process's: reading it ends the process.
    [GeneratedRegex(@"\.data<|\.bytes\b|\bdata_ptr\b|\.cpu\(|\.cuda\(")]
    private static partial Regex ReadsMemory { get; }

    [Fact]
    public void Only_a_device_makes_tensors() => Assert.Empty(Lines(["Tensors"], Factory));

    [Fact]
    public void Memory_is_read_in_the_folders_for_it_only() => Assert.Empty(Lines(["Tensors", "Kernels"], ReadsMemory));

    [Theory]
    [InlineData("Tensor none = zeros(1, width);", true, false)]
    [InlineData("Tensor all = torch.eye(width);", true, false)]
    [InlineData("using Tensor index = tensor(rows.ToArray());", true, false)]
    [InlineData("Tensor none = device.Zeros(1, width), like = zeros_like(none);", false, false)]
    [InlineData("long[] words = logits.argmax(1).data<long>().ToArray();", false, true)]
    [InlineData("Span<float> values = MemoryMarshal.Cast<byte, float>(mask.bytes);", false, true)]
    [InlineData("long[] words = logits.argmax(1).ToArray<long>();", false, false)]
    [InlineData("double loss = losses.sum().item<double>(); // moves by itself", false, false)]
    public void Factories_and_reads_of_memory_are_found_in_a_line(string line, bool makes, bool reads) =>
        Assert.Equal((makes, reads), (Factory.IsMatch(line), ReadsMemory.IsMatch(line)));

    private static IEnumerable<string> Lines(string[] allowed, Regex pattern) => SourceTree.Files("src/Mas")
        .Where(file => !allowed.Contains(file.Path.Split('/')[0]))
        .SelectMany(file => file.Lines.Select((line, index) => (line, place: $"{file.Path}:{index + 1}")))
        .Where(entry => !entry.line.TrimStart().StartsWith("//", StringComparison.Ordinal) && pattern.IsMatch(entry.line))
        .Select(entry => $"{entry.place}: {entry.line.Trim()}");
}
