using System.Text.Json;
using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

public class InterchangeCasesTests
{
    [Theory]
    [InlineData("fixed", 8)]
    [InlineData("fixed-two-variables", 12)]
    [InlineData("thin", 4)]
    public void Intervened_vectors_are_those_of_an_independent_program(string name, int results)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("interchange", "cases.safetensors");
        JsonElement entry = Golden.Json("interchange", "cases.json").GetProperty("cases").EnumerateArray().Single(candidate => candidate.GetProperty("name").GetString() == name);
        JsonElement[] networks = [.. entry.GetProperty("networks").EnumerateArray()];
        int[] sizes = [.. entry.GetProperty("blocks").EnumerateArray().Select(size => size.GetInt32())];
        var mask = new SwapMask(sizes, networks.Min(network => network.GetProperty("width").GetInt32()));
        Assert.Equal(results, entry.GetProperty("results").GetArrayLength());
        foreach (JsonElement result in entry.GetProperty("results").EnumerateArray())
        {
            JsonElement source = networks[result.GetProperty("source").GetInt32()], target = networks[result.GetProperty("target").GetInt32()];
            Block block = mask.Blocks[result.GetProperty("variable").GetInt32()];
            Tensor wanted = file.Double(result.GetProperty("intervened").GetString()!);
            foreach ((ScalarType type, double tolerance) in new[] { (ScalarType.Float64, 1e-11), (ScalarType.Float32, 1e-5) })
            {
                Tensor Latents(JsonElement network, string key) => file.Double(network.GetProperty(key).GetString()!).to_type(type);
                Tensor coordinates = InterchangeIntervention.Coordinates(Latents(source, "source_latents"), Factor(file, source, type), block);
                Golden.Close(InterchangeIntervention.Apply(Latents(target, "target_latents"), coordinates, Factor(file, target, type), block), wanted, tolerance);
            }
        }
    }

    [Fact]
    public void The_thin_form_is_the_full_form_in_both_precisions()
    {
        using var scope = NewDisposeScope();
        foreach ((ScalarType type, double tolerance) in new[] { (ScalarType.Float64, 1e-12), (ScalarType.Float32, 1e-5) })
        {
            var mask = new SwapMask([3, 5], 24);
            using OrthogonalAlignment source = new CayleyAlignment(OrthogonalBase.Random(32, 1).to_type(type), Start(32, 8, 2, type));
            using OrthogonalAlignment target = new CayleyAlignment(OrthogonalBase.Random(24, 3).to_type(type), Start(24, 8, 4, type));
            Tensor donor = Start(7, 32, 5, type), receiver = Start(7, 24, 6, type);
            foreach (Block block in mask.Blocks)
            {
                Tensor swapped = zeros(24, dtype: type);
                swapped.narrow(0, block.Start, block.Size).fill_(1);
                Tensor full = target.Invert((1 - swapped) * target.Align(receiver) + swapped * source.Align(donor).narrow(1, 0, 24));
                Tensor thin = InterchangeIntervention.Apply(receiver, InterchangeIntervention.Coordinates(donor, source.Factor(), block), target.Factor(), block);
                Golden.Close(thin, full, tolerance);
            }
        }
    }

    private static Tensor Start(int rows, int columns, ulong seed, ScalarType type)
    {
        var random = new Mas.Tensors.SeededRandom(seed);
        return tensor([.. Enumerable.Range(0, rows * columns).Select(_ => 0.3 * random.NextGaussian())], [rows, columns]).to_type(type);
    }

    private static Tensor Factor(SafetensorsFile file, JsonElement network, ScalarType type)
    {
        JsonElement alignment = network.GetProperty("alignment");
        if (alignment.TryGetProperty("weight", out JsonElement weight))
            return file.Double(weight.GetString()!).to_type(type);
        // The thin case gives vectors that Gram-Schmidt makes orthonormal: Q of a QR decomposition, signs fixed by diag R.
        (Tensor q, Tensor r) = linalg.qr(file.Double(alignment.GetProperty("vectors").GetString()!).t());
        return (q * r.diagonal().sign()).to_type(type);
    }
}
