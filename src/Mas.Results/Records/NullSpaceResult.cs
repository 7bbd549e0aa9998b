namespace Mas.Results.Records;

/// <summary>The behavioural null space of a network at its site.</summary>
/// <param name="Width">Dimensions of its latents.</param>
/// <param name="Dimensions">Null directions among them.</param>
/// <param name="Share">Share of the sensitivity's trace that they hold at most.</param>
/// <param name="Agreement">Share of scored tokens whose prediction stayed when the null part was exchanged, on held-out sequences.</param>
/// <param name="Variance">Share of the variance of natural latents that lies in the null space.</param>
/// <param name="Eigenvalues">Of the sensitivity, rising, as shares of their sum.</param>
internal sealed record NullSpaceResult(
    string Network, string Site, int Width, int Dimensions, double Share, double Agreement, double Variance,
    IReadOnlyList<double> Eigenvalues);
