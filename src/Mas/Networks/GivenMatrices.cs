using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mas.Networks;

/// <summary>Matrices of dissimilarities of the same conditions: of one person or of several, each in one session or in several.</summary>
/// <param name="Conditions">n</param>
/// <param name="People">[people][sessions][n(n − 1)/2] row after row above the diagonal; all of them finite.</param>
internal sealed record GivenMatrices(int Conditions, IReadOnlyList<IReadOnlyList<double[]>> People)
{
    // Kept as triangles, twice in their means, and in the orders of their values.
    private const double TrianglesEach = 5;

    /// <summary>About what comparing them takes in memory.</summary>
    public double Bytes => BytesOf(Conditions, Count);

    /// <summary>The same of so many matrices, with one as it is read.</summary>
    public static double BytesOf(double conditions, int matrices) =>
        sizeof(double) * conditions * conditions * (1 + TrianglesEach * matrices / 2);

    /// <summary>Matrices of all people and sessions.</summary>
    public int Count => People.Sum(person => person.Count);

    /// <summary>[n(n − 1)/2] the mean of all matrices.</summary>
    public double[] Mean { get; } = MeanOf([.. People.SelectMany(person => person)]);

    /// <summary>[people][n(n − 1)/2] the mean of each person's sessions.</summary>
    public IReadOnlyList<double[]> PersonMeans { get; } = [.. People.Select(MeanOf)];

    /// <summary>SHA-256 of how many there are, and of all their numbers.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int[] counts = [Conditions, People.Count, .. People.Select(person => person.Count)];
        hash.AppendData(MemoryMarshal.AsBytes<int>(counts));
        foreach (double[] values in People.SelectMany(person => person))
            hash.AppendData(MemoryMarshal.AsBytes<double>(values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static double[] MeanOf(IReadOnlyList<double[]> matrices)
    {
        if (matrices is [double[] only])
            return only;
        var mean = new double[matrices[0].Length];
        foreach (double[] values in matrices)
            for (int i = 0; i < mean.Length; i++)
                mean[i] += values[i] / matrices.Count;
        return mean;
    }
}
