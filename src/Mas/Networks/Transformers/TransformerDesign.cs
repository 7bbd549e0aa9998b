namespace Mas.Networks.Transformers;

/// <summary>What tells a transformer where a token stands.</summary>
internal enum PositionCode
{
    /// <summary>Queries and keys are turned, head by head; see <see cref="RotaryAngles"/>.</summary>
    Rotary,

    /// <summary>A learned vector for each position is added to the embedding.</summary>
    Learned,

    /// <summary>Sines and cosines are added to the embedding; see <see cref="Sinusoids"/>.</summary>
    Sinusoidal,

    None,
}

/// <summary>What of a transformer its weights do not show.</summary>
internal sealed record TransformerDesign
{
    /// <summary>They divide the width among them.</summary>
    public int Heads { get; init; } = 1;

    public PositionCode Positions { get; init; }

    /// <summary>Whether each part's layer norm comes after what it adds to the stream, and not before what it reads.</summary>
    public bool IsPostNorm { get; init; }

    /// <summary>Word of what stands between the two layers of a feed-forward part.</summary>
    public string Activation { get; init; } = "gelu";

    /// <summary>Of every layer norm.</summary>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>What embeddings are multiplied by before positions are added.</summary>
    public double EmbeddingScale { get; init; } = 1;
}
