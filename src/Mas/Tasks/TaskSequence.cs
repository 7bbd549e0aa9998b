namespace Mas.Tasks;

/// <summary>One sample of a task: its tokens, and the continuous input that some tasks have beside them.</summary>
/// <param name="tokens">[time] token ids.</param>
/// <param name="features">[features] the continuous input; empty where <see cref="SequenceSource.FeatureWidth"/> is 0.</param>
public readonly ref struct TaskSequence(ReadOnlySpan<int> tokens, ReadOnlySpan<float> features = default)
{
    /// <summary>[time] token ids.</summary>
    public ReadOnlySpan<int> Tokens { get; } = tokens;

    /// <summary>[features] the continuous input.</summary>
    public ReadOnlySpan<float> Features { get; } = features;

    /// <summary>A sample that is tokens alone.</summary>
    public static implicit operator TaskSequence(ReadOnlySpan<int> tokens) => new(tokens);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{int})"/>
    public static implicit operator TaskSequence(Span<int> tokens) => new(tokens);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{int})"/>
    public static implicit operator TaskSequence(int[] tokens) => new(tokens);
}
