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
    [Fact]
    public void The_thin_form_is_the_full_form_in_both_precisions()
    {
        using var scope = NewDisposeScope();
        foreach ((ScalarType type, double tolerance) in new[] { (ScalarType.Float64, 1e-12), (ScalarType.Float32, 1e-5) })
        {
            using var mask = new FixedMask([3, 5], [32, 24]);
            using OrthogonalAlignment source = new CayleyAlignment(OrthogonalBase.Random(32, 1).to_type(type), Start(32, 8, 2, type));
            using OrthogonalAlignment target = new CayleyAlignment(OrthogonalBase.Random(24, 3).to_type(type), Start(24, 8, 4, type));
            Tensor donor = Start(7, 32, 5, type), receiver = Start(7, 24, 6, type);
            for (int variable = 0; variable < 2; variable++)
            {
                Tensor row = mask.HardRows()!.narrow(0, variable, 1).to_type(type);
                Tensor written = InterchangeIntervention.Written(source.Map().Align(donor), row, 8);
                Golden.Close(InterchangeIntervention.Swap(receiver, target.Map(), written, row),
                    Full(source, target, donor, receiver, row), tolerance);
            }
        }
    }

    // Of the families of the method, the file has no symmetric-definite one and no shift: their formulas are tested with the alignments.
    [Fact]
    public void The_golden_file_has_the_cases_that_are_tested() =>
        Assert.Equal(Families().Select(row => row.Data.Item1).Distinct().Order(),
            Golden.Json("interchange", "cases.json").GetProperty("cases").EnumerateArray()
                .Select(entry => entry.GetProperty("name").GetString()!).Order());

    // Stored orthogonal matrices are float32, orthogonal to 1e-6 only, so h + δSᵀ agrees no better with the whole form zWᵀ. Where the
    // blocks fill the width a map can do the whole form too.
    public static TheoryData<string, bool, int, double, double> Families() => new()
    {
        { "fixed", false, 8, 1e-5, 1e-5 },
        { "fixed", true, 8, 1e-11, 1e-5 },
        { "fixed-two-variables", false, 12, 1e-5, 1e-5 },
        { "fixed-two-variables", true, 12, 1e-11, 1e-5 },
        { "replace-all-unequal", true, 6, 1e-11, 1e-5 },
        { "normalised", false, 8, 1e-5, 1e-5 },
        { "normalised", true, 8, 1e-11, 1e-5 },
        { "tanh", false, 8, 1e-5, 1e-5 },
        { "tanh", true, 8, 1e-11, 1e-5 },
        { "thin", false, 4, 1e-11, 1e-5 },
        { "symmetric-positive-definite", false, 8, 1e-11, 1e-4 },
        { "symmetric-positive-definite", true, 8, 1e-11, 1e-4 },
        { "reversible", false, 8, 1e-11, 1e-5 },
        { "reversible", true, 8, 1e-11, 1e-5 },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void The_maps_of_every_family_give_the_vectors_of_an_independent_program(
        string name, bool whole, int results, double tolerance, double rounded)
    {
        foreach ((ScalarType type, double limit) in new[] { (ScalarType.Float64, tolerance), (ScalarType.Float32, rounded) })
        {
            using var scope = NewDisposeScope();
            using SafetensorsFile file = Golden.Tensors("interchange", "cases.safetensors");
            JsonElement entry = Golden.Json("interchange", "cases.json").GetProperty("cases").EnumerateArray()
                .Single(candidate => candidate.GetProperty("name").GetString() == name);
            JsonElement[] networks = [.. entry.GetProperty("networks").EnumerateArray()];
            int[] sizes = [.. entry.GetProperty("blocks").EnumerateArray().Select(size => size.GetInt32())];
            bool replaces = entry.GetProperty("mask").GetString() == "replace-all";
            AlignmentFunction[] made =
                [.. networks.Select((network, k) => InterchangeCaseAlignment.Make(file, network, $"{name}.{k}", sizes.Sum(), type))];
            Assert.Equal(results, entry.GetProperty("results").GetArrayLength());
            foreach (JsonElement result in entry.GetProperty("results").EnumerateArray())
            {
                int source = result.GetProperty("source").GetInt32(), target = result.GetProperty("target").GetInt32(),
                    variable = result.GetProperty("variable").GetInt32();
                Tensor Latents(int network, string key) => file.Double(networks[network].GetProperty(key).GetString()!).to_type(type);
                AlignmentMap reads = made[source].Map(), writes = made[target].Map();
                Tensor natural = Latents(target, "target_latents"), aligned = writes.Align(natural);
                // What a network of another width donates is cut, or filled with zeros.
                Tensor donated = nn.functional.pad(reads.Align(Latents(source, "source_latents")), [0, writes.Columns - reads.Columns]);
                Tensor mask = zeros(writes.Columns, dtype: type);
                int start = sizes.Take(variable).Sum();
                mask.narrow(0, start, Math.Min(sizes[variable], writes.Columns - start)).fill_(1);
                Tensor change = mask * (donated - aligned);
                Tensor intervened = replaces ? writes.Invert(mask * donated) : whole ? writes.Invert(aligned + change)
                    : writes.Shift(natural, aligned, change);
                Golden.Close(intervened, file.Double(result.GetProperty("intervened").GetString()!), limit);
            }
            foreach (AlignmentFunction alignment in made)
                alignment.Dispose();
        }
    }

    // z = (1 − m) ⊙ A_t(h_t) + m ⊙ A_s(h_s), h' = A_t⁻¹(z), as method.md section 2 writes it.
    private static Tensor Full(OrthogonalAlignment source, OrthogonalAlignment target, Tensor donor, Tensor receiver, Tensor row)
    {
        Tensor swapped = nn.functional.pad(row, [0, target.Width - row.size(1)]);
        Tensor aligned = target.Align(receiver);
        Tensor donated = zeros_like(aligned);
        long shared = Math.Min(source.Width, target.Width);
        donated.narrow(1, 0, shared).copy_(source.Align(donor).narrow(1, 0, shared));
        return target.Invert((1 - swapped) * aligned + swapped * donated);
    }

    private static Tensor Start(int rows, int columns, ulong seed, ScalarType type)
    {
        var random = new Mas.Tensors.SeededRandom(seed);
        return tensor([.. Enumerable.Range(0, rows * columns).Select(_ => 0.3 * random.NextGaussian())], [rows, columns]).to_type(type);
    }
}
