using System.Text.Json;
using Mas.Alignments;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class ParametrisationGoldenTests
{
    public static TheoryData<string> Cases() =>
        [.. Golden.Json("alignments", "parametrisations.json").GetProperty("cases").EnumerateArray()
            .Where(entry => entry.TryGetProperty("family", out JsonElement family) && family.GetString() is "cayley" or "matrix-exponential")
            .Select(entry => entry.GetProperty("name").GetString()!)];

    [Fact]
    public void The_golden_file_has_cases_of_both_parametrisations()
    {
        string[] names = [.. Cases().Select(row => row.Data)];
        Assert.Equal(2, names.Count(name => name.StartsWith("cayley", StringComparison.Ordinal)));
        Assert.Equal(2, names.Count(name => name.StartsWith("matrix-exponential", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weight_and_gradient_are_those_of_an_independent_program_in_float64(string name) => Check(name, ScalarType.Float64, 1e-12, 1e-11);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weight_and_gradient_are_those_of_an_independent_program_in_float32(string name) => Check(name, ScalarType.Float32, 1e-5, 1e-4);

    private static void Check(string name, ScalarType type, double weightTolerance, double gradientTolerance)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("alignments", "parametrisations.safetensors");
        JsonElement entry = Golden.Json("alignments", "parametrisations.json").GetProperty("cases").EnumerateArray()
            .Single(candidate => candidate.GetProperty("name").GetString() == name);
        int width = entry.GetProperty("width").GetInt32(), columns = entry.GetProperty("columns").GetInt32();
        Tensor Read(string key) => file.Double(entry.GetProperty(key).GetString()!).to_type(type);
        Tensor start = entry.GetProperty("base").ValueKind == JsonValueKind.Null ? eye(width, dtype: type) : Read("base");
        using OrthogonalAlignment alignment = entry.GetProperty("family").GetString() == "cayley"
            ? new CayleyAlignment(start, Read("parameter")) : new MatrixExponentialAlignment(start, Read("parameter"));

        Tensor factor = alignment.Factor();
        (factor * Read("cotangent")).sum().backward();
        Golden.Close(factor, Read("weight"), weightTolerance);
        Golden.Close(alignment.Parameter.grad!, Read("gradient"), gradientTolerance);
        Golden.Close(alignment.Matrix().narrow(1, 0, columns), factor, weightTolerance);
    }
}
