namespace Mas.Alignments;

/// <summary>The families of alignment functions.</summary>
public enum AlignmentFamily
{
    /// <summary>W orthogonal; see <see cref="Parametrisation"/>.</summary>
    Orthogonal,

    /// <summary>See <see cref="LinearAlignment"/>.</summary>
    Linear,

    /// <summary>See <see cref="SymmetricPositiveDefiniteAlignment"/>.</summary>
    SymmetricPositiveDefinite,

    /// <summary>See <see cref="SymmetricDefiniteAlignment"/>.</summary>
    SymmetricDefinite,

    /// <summary>See <see cref="ReversibleAlignment"/>.</summary>
    Reversible,

    /// <summary>See <see cref="AffinePairAlignment"/>; for linear stitching only.</summary>
    AffinePair,
}

/// <summary>How an orthogonal matrix is made of free parameters.</summary>
public enum Parametrisation
{
    /// <summary>Cayley up to width 512, Stiefel above.</summary>
    Auto,

    /// <summary>See <see cref="CayleyAlignment"/>.</summary>
    Cayley,

    /// <summary>See <see cref="MatrixExponentialAlignment"/>.</summary>
    MatrixExponential,

    /// <summary>See <see cref="HouseholderAlignment"/>.</summary>
    Householder,

    /// <summary>See <see cref="StiefelAlignment"/>.</summary>
    Stiefel,
}

/// <summary>Whether latents are shifted and scaled before they are aligned.</summary>
public enum Normalise
{
    /// <summary>They are taken as they are.</summary>
    None,

    /// <summary>Each unit to mean 0 and standard deviation 1 over the training latents.</summary>
    Standard,
}

/// <summary>Which alignment function is trained, for every network alike.</summary>
public sealed record AlignmentDesign
{
    /// <summary>The family.</summary>
    public AlignmentFamily Family { get; init; } = AlignmentFamily.Orthogonal;

    /// <summary>Of the orthogonal family.</summary>
    public Parametrisation Parametrisation { get; init; } = Parametrisation.Auto;

    /// <summary>Around any family.</summary>
    public Normalise Normalise { get; init; } = Normalise.None;

    /// <summary>Undone before anything else, normalised or not.</summary>
    public Nonlinearity Nonlinearity { get; init; } = Nonlinearity.Identity;

    /// <summary>Blocks of the reversible family.</summary>
    public int Blocks { get; init; } = 3;

    /// <summary>Hidden units of the reversible family's blocks; null for the width of the latents.</summary>
    public int? Hidden { get; init; }
}

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
