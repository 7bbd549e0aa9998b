namespace Mas.Alignments;

/// <summary>The function φ that latents are taken to have come out of; normalisation undoes it first.</summary>
public enum Nonlinearity
{
    /// <summary>φ(x) = x.</summary>
    Identity,

    /// <summary>Latents in (−1, 1), as a GRU's state.</summary>
    Tanh,

    /// <summary>Latents in (0, 1).</summary>
    Sigmoid,
}
