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
    private sealed record Case(Tensor Source, Tensor SourceMatrix, Tensor Target, Tensor TargetMatrix, Block Block, Tensor Wanted);

    // The stored matrices are float32, orthogonal to 1e-6 only, so in these two cases the thin form agrees no better than that.
    [Theory]
    [InlineData("fixed", 8, 1e-5)]
    [InlineData("fixed-two-variables", 12, 1e-5)]
    [InlineData("thin", 4, 1e-11)]
    public void The_thin_form_gives_the_vectors_of_an_independent_program(string name, int results, double tolerance)
    {
        using var scope = NewDisposeScope();
        foreach ((ScalarType type, double limit) in new[] { (ScalarType.Float64, tolerance), (ScalarType.Float32, 1e-5) })
        {
            Case[] cases = [.. Cases(name, type)];
            Assert.Equal(results, cases.Length);
            foreach (Case one in cases)
            {
                Tensor coordinates = InterchangeIntervention.Coordinates(one.Source, one.SourceMatrix, one.Block);
                Golden.Close(InterchangeIntervention.Apply(one.Target, coordinates, one.TargetMatrix, one.Block), one.Wanted, limit);
            }
        }
    }

    [Theory]
    [InlineData("fixed", 8)]
    [InlineData("fixed-two-variables", 12)]
    public void Aligning_swapping_and_inverting_gives_the_vectors_of_an_independent_program(string name, int results)
    {
        using var scope = NewDisposeScope();
        Case[] cases = [.. Cases(name, ScalarType.Float64)];
        Assert.Equal(results, cases.Length);
        foreach (Case one in cases)
        {
            using OrthogonalAlignment source = new CayleyAlignment(one.SourceMatrix.clone(), zeros_like(one.SourceMatrix));
            using OrthogonalAlignment target = new CayleyAlignment(one.TargetMatrix.clone(), zeros_like(one.TargetMatrix));
            Golden.Close(Full(source, target, one.Source, one.Target, one.Block), one.Wanted, 1e-11);
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
                Tensor full = Full(source, target, donor, receiver, block);
                Tensor thin = InterchangeIntervention.Apply(receiver, InterchangeIntervention.Coordinates(donor, source.Factor(), block), target.Factor(), block);
                Golden.Close(thin, full, tolerance);
            }
        }
    }

    // z = (1 − m) ⊙ A_t(h_t) + m ⊙ A_s(h_s), h' = A_t⁻¹(z), as method.md section 2 writes it.
    private static Tensor Full(OrthogonalAlignment source, OrthogonalAlignment target, Tensor donor, Tensor receiver, Block block)
    {
        Tensor swapped = zeros(target.Width, dtype: receiver.dtype);
        swapped.narrow(0, block.Start, block.Size).fill_(1);
        Tensor aligned = target.Align(receiver);
        Tensor donated = zeros_like(aligned);
        long shared = Math.Min(source.Width, target.Width);
        donated.narrow(1, 0, shared).copy_(source.Align(donor).narrow(1, 0, shared));
        return target.Invert((1 - swapped) * aligned + swapped * donated);
    }

    private static IEnumerable<Case> Cases(string name, ScalarType type)
    {
        using SafetensorsFile file = Golden.Tensors("interchange", "cases.safetensors");
        JsonElement entry = Golden.Json("interchange", "cases.json").GetProperty("cases").EnumerateArray().Single(candidate => candidate.GetProperty("name").GetString() == name);
        JsonElement[] networks = [.. entry.GetProperty("networks").EnumerateArray()];
        var mask = new SwapMask([.. entry.GetProperty("blocks").EnumerateArray().Select(size => size.GetInt32())], networks.Min(network => network.GetProperty("width").GetInt32()));
        foreach (JsonElement result in entry.GetProperty("results").EnumerateArray())
        {
            JsonElement source = networks[result.GetProperty("source").GetInt32()], target = networks[result.GetProperty("target").GetInt32()];
            Tensor Latents(JsonElement network, string key) => file.Double(network.GetProperty(key).GetString()!).to_type(type);
            yield return new Case(
                Latents(source, "source_latents"), Factor(file, source, type), Latents(target, "target_latents"), Factor(file, target, type),
                mask.Blocks[result.GetProperty("variable").GetInt32()], file.Double(result.GetProperty("intervened").GetString()!));
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
