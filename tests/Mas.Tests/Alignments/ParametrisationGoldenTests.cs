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
            .Where(entry => entry.TryGetProperty("family", out JsonElement _))
            .Select(entry => entry.GetProperty("name").GetString()!)];

    [Fact]
    public void The_golden_file_has_cases_of_every_parametrisation()
    {
        string[] names = [.. Cases().Select(row => row.Data)];
        foreach (string family in new[] { "cayley", "matrix-exponential", "householder" })
            Assert.Equal(2, names.Count(name => name.StartsWith(family, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weight_and_gradient_are_those_of_an_independent_program_in_float64(string name) =>
        Check(name, ScalarType.Float64, 1e-12, 1e-11);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weight_and_gradient_are_those_of_an_independent_program_in_float32(string name) =>
        Check(name, ScalarType.Float32, 1e-5, 1e-4);

    [Fact]
    public void The_exponential_of_a_general_matrix_is_that_of_an_independent_program()
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("alignments", "parametrisations.safetensors");
        JsonElement[] entries = [.. Golden.Json("alignments", "parametrisations.json").GetProperty("cases").EnumerateArray()
            .Where(entry => entry.TryGetProperty("matrix", out JsonElement _))];
        Assert.Equal(3, entries.Length);
        foreach (JsonElement entry in entries)
            Golden.CloseToLargest(matrix_exp(file.Double(entry.GetProperty("matrix").GetString()!)),
                file.Double(entry.GetProperty("result").GetString()!), 1e-12);
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-12, 1e-12)]
    [InlineData(ScalarType.Float32, 1e-6, 1e-5)]
    public void Gram_Schmidt_and_its_gradient_are_those_of_an_independent_program(
        ScalarType type, double tolerance, double gradientTolerance)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("alignments", "gram-schmidt.safetensors");
        Tensor Read(string name) => file.Double(name).to_type(type);
        using var alignment = new StiefelAlignment(Read("vectors").t().contiguous());
        AlignmentMap map = alignment.Map();
        (map.Tensors[0].t() * Read("cotangent")).sum().backward();
        Golden.Close(map.Tensors[0].t(), Read("orthonormal"), tolerance);
        Golden.Close(alignment.Vectors.grad!.t(), Read("gradient"), gradientTolerance);
        Golden.Close(map.Align(Read("latents")), Read("projected"), tolerance);
        Golden.Close(map.Invert(map.Align(Read("latents"))), Read("projected_back"), tolerance);

        using var longer = new StiefelAlignment(cat([Read("kept_vectors"), Read("vectors")], 0).t().contiguous());
        Golden.Close(longer.Factor().narrow(1, 0, 2).t(), Read("kept_orthonormal"), tolerance);
        Golden.Close(longer.Factor().narrow(1, 2, 5).t(), Read("orthonormal_after_kept"), tolerance);
    }

    private static void Check(string name, ScalarType type, double weightTolerance, double gradientTolerance)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("alignments", "parametrisations.safetensors");
        JsonElement entry = Golden.Json("alignments", "parametrisations.json").GetProperty("cases").EnumerateArray()
            .Single(candidate => candidate.GetProperty("name").GetString() == name);
        int width = entry.GetProperty("width").GetInt32(), columns = entry.GetProperty("columns").GetInt32();
        Tensor Read(string key) => file.Double(entry.GetProperty(key).GetString()!).to_type(type);
        Tensor start = entry.GetProperty("base").ValueKind == JsonValueKind.Null ? eye(width, dtype: type) : Read("base");
        using OrthogonalAlignment alignment = entry.GetProperty("family").GetString() switch
        {
            "cayley" => new CayleyAlignment(start, Read("parameter")),
            "matrix-exponential" => new MatrixExponentialAlignment(start, Read("parameter")),
            _ => new HouseholderAlignment(start, Read("parameter"), Read("signs")),
        };

        Tensor factor = alignment.Factor();
        (factor * Read("cotangent")).sum().backward();
        Golden.Close(factor, Read("weight"), weightTolerance);
        Golden.Close(alignment.Parameter.grad!, Read("gradient"), gradientTolerance);
        Golden.Close(alignment.Matrix().narrow(1, 0, columns), factor, weightTolerance);
    }
}
