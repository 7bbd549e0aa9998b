using System.Security.Cryptography;
using System.Text;
using Mas.Alignments;

namespace Mas.Networks.Copies;

/// <summary>Other coordinates of a site, h ↦ hM, with M invertible, float64, [width, width].</summary>
internal sealed class Coordinates(Tensor matrix) : IDisposable
{
    private readonly Tensor _matrix = matrix.DetachFromDisposeScope();
    private readonly Tensor _inverse = linalg.inv(matrix).DetachFromDisposeScope();

    /// <summary>Latents in these coordinates, hM, [rows, width], differentiable.</summary>
    public Tensor Of(Tensor latents) => Product(latents, _matrix);

    /// <summary>What has these coordinates, hM⁻¹, [rows, width], differentiable.</summary>
    public Tensor Back(Tensor latents) => Product(latents, _inverse);

    private static Tensor Product(Tensor latents, Tensor matrix)
    {
        using var scope = NewDisposeScope();
        return latents.to_type(ScalarType.Float64).mm(matrix).to_type(latents.dtype).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _matrix.Dispose();
        _inverse.Dispose();
    }
}

/// <summary>How the coordinates of every site change; each site has a matrix of its own.</summary>
/// <param name="Permute">Seed of the order of a site's units; null where it stays.</param>
/// <param name="Condition">Condition number of what follows: a random rotation, √condition for one half of the coordinates and 1/√condition
/// for the other, and another rotation; 1 turns alone. Null for none of it. (With factors in a geometric series some of them are near 1,
/// and an orthogonal map finds coordinates enough that keep their lengths.)</param>
internal sealed record Recoding(ulong? Permute, double? Condition)
{
    public Coordinates At(Site site, Device device)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor matrix = Permute is ulong seed ? Order(site, seed) : Device.Cpu.Exact.Eye(site.Width);
        if (Condition is double condition)
            matrix = matrix.mm(Oblique(site, condition));
        return new Coordinates(device.Exact.Copy(matrix));
    }

    /// <summary>Its part of an entry of the experiment file.</summary>
    public string Entry => (Permute is ulong seed ? Invariant($", permute: {seed}") : "")
        + (Condition is double condition ? Invariant($", oblique: {condition:r}") : "");

    /// <summary>The hash of a network that is recoded.</summary>
    public string Hash(string original) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Invariant($"{original} {Permute} {Condition:r}"))));

    // Column j is the unit that comes j-th.
    private static Tensor Order(Site site, ulong seed)
    {
        int[] order = UnitOrder.Of(site.Width, SeededRandom.Derive(seed, site.Name));
        return Device.Cpu.Exact.Eye(site.Width).index_select(1, Device.Cpu.Indices(order));
    }

    private static Tensor Oblique(Site site, double condition)
    {
        Tensor Rotation(string side) => OrthogonalBase.Random(site.Width, SeededRandom.Derive(0, $"oblique {side} {site.Name}"));
        double[] factors = [.. Enumerable.Range(0, site.Width).Select(i => Math.Pow(condition, i < site.Width / 2 ? 0.5 : -0.5))];
        return (Rotation("left") * Device.Cpu.Exact.From(factors)).mm(Rotation("right").t());
    }
}
