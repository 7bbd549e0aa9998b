using Mas.Alignments;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

/// <summary>An alignment function of every family and every wrapper, away from its start.</summary>
internal static class Families
{
    private const string Normalised = "-normalised", Tanh = "-tanh", Sigmoid = "-sigmoid";

    public static readonly string[] Names =
    [
        "cayley", "matrix-exponential", "householder", "stiefel", "linear", "symmetric-positive-definite",
        "symmetric-definite", "reversible",
        "cayley" + Normalised, "linear" + Tanh, "stiefel" + Tanh, "reversible" + Normalised, "reversible" + Sigmoid,
    ];

    /// <summary>Every family in both precisions, with every coordinate, few, and an odd width.</summary>
    public static TheoryData<string, ScalarType, int, int> Cases()
    {
        var cases = new TheoryData<string, ScalarType, int, int>();
        foreach (string name in Names)
            foreach (ScalarType type in new[] { ScalarType.Float64, ScalarType.Float32 })
                foreach ((int width, int columns) in new[] { (8, 8), (12, 3), (7, 4), (2, 1) })
                    cases.Add(name, type, width, columns);
        return cases;
    }

    public static AlignmentFunction Make(string name, ScalarType type, int width, int columns, int seed = 1)
    {
        using var scope = NewDisposeScope();
        foreach ((string ending, Nonlinearity nonlinearity)
            in new[] { (Normalised, Nonlinearity.Identity), (Tanh, Nonlinearity.Tanh), (Sigmoid, Nonlinearity.Sigmoid) })
        {
            if (!name.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var exact = Normalisation.Of(Latents(name, ScalarType.Float64, 40, width, seed + 20), nonlinearity);
            var own = new Normalisation(nonlinearity, exact.Mean.to_type(type, copy: true), exact.Deviation.to_type(type, copy: true));
            return new NormalisedAlignment(Make(name[..^ending.Length], type, width, columns, seed), own);
        }
        Tensor Random(int purpose, double size, int rows, int of) =>
            (OrthogonalAlignmentTests.Gaussian((100 * seed) + purpose, rows, of) * size).to_type(type);
        Tensor Vector(int purpose, double size, int length) => Random(purpose, size, 1, length).squeeze(0);
        Tensor Base() => OrthogonalBase.Random(width, (ulong)seed).to_type(type);
        Tensor Near(int purpose) => Random(purpose, 0.3 / Math.Sqrt(width), width, width) + eye(width, dtype: type);
        return name switch
        {
            "cayley" => new CayleyAlignment(Base(), Random(1, 0.3, width, columns)),
            "matrix-exponential" => new MatrixExponentialAlignment(Base(), Random(1, 0.3, width, columns)),
            "householder" => new HouseholderAlignment(Base(), Random(1, 0.3, width, columns)),
            "stiefel" => new StiefelAlignment(Random(1, 1, width, columns)),
            "linear" => new LinearAlignment(Near(1), Vector(2, 1, width), columns),
            "symmetric-positive-definite" => new SymmetricPositiveDefiniteAlignment(Near(1), Vector(2, 1, width), columns),
            "symmetric-definite" => new SymmetricDefiniteAlignment(Near(1), Vector(3, 1, width), Vector(2, 1, width), columns),
            "reversible" => new ReversibleAlignment(width, columns, Reversible(Random, Vector, width)),
            "affine-pair" => new AffinePairAlignment(Random(1, 1, width, columns), Random(2, 1, columns, width), Vector(3, 1, width)),
            _ => throw new ArgumentException(name),
        };
    }

    /// <summary>Latents that the family's normalisation can take: within its nonlinearity's interval.</summary>
    public static Tensor Latents(string name, ScalarType type, int rows, int width, int seed)
    {
        Tensor values = OrthogonalAlignmentTests.Gaussian(seed, rows, width) * 0.7;
        Tensor natural = name.EndsWith(Tanh, StringComparison.Ordinal) ? values.tanh()
            : name.EndsWith(Sigmoid, StringComparison.Ordinal) ? values.sigmoid() : values + 0.5;
        return natural.to_type(type);
    }

    private static Dictionary<string, Tensor> Reversible(
        Func<int, double, int, int, Tensor> random, Func<int, double, int, Tensor> vector, int width)
    {
        const int hidden = 5;
        int upper = (width + 1) / 2, lower = width / 2, purpose = 10;
        var parameters = new Dictionary<string, Tensor>();
        for (int i = 0; i < 2; i++)
        {
            foreach ((string name, int inputs, int outputs) in new[] { ("F", lower, upper), ("G", upper, lower) })
            {
                parameters[$"blocks.{i}.{name}.0.weight"] = random(purpose++, 0.6, hidden, inputs);
                parameters[$"blocks.{i}.{name}.0.bias"] = vector(purpose++, 0.3, hidden);
                parameters[$"blocks.{i}.{name}.1.weight"] = random(purpose++, 0.4, outputs, hidden);
                parameters[$"blocks.{i}.{name}.1.bias"] = vector(purpose++, 0.3, outputs);
            }
        }
        return parameters;
    }
}
