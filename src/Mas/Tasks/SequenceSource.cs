namespace Mas.Tasks;

/// <summary>Where sequences come from, such as a task: their words, and how one is drawn. It need not say what they mean.</summary>
/// <remarks>Immutable: may be used from several threads.</remarks>
public abstract class SequenceSource
{
    /// <summary>Name in the experiment file, such as <c>multi-object</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Names the stream of natural sequences: sources with one key draw the same sequences from one seed. It says everything that
    /// changes their vocabulary or distribution but a task's quantities.</summary>
    public virtual string DataKey => Name;

    /// <summary>Names the source and all that it says of its sequences: those of one name give the same, read at the same
    /// positions.</summary>
    public virtual string Identity => DataKey;

    /// <summary>Names what its sequences are: a network that does the task of one source can be shown those of another with this
    /// name.</summary>
    internal virtual string StimulusKey => DataKey;

    /// <summary>All of its sequences, each of which stands in a pool once; null where any number can be drawn.</summary>
    internal virtual IReadOnlyList<ListedSequence>? Listed => null;

    /// <summary>Words and ids.</summary>
    public abstract Vocabulary Vocabulary { get; }

    /// <summary>Numbers in the continuous input of one sample; 0 where a sample is tokens alone.</summary>
    public virtual int FeatureWidth => 0;

    /// <summary>Vectors that a network is fed one at each position, where a sequence is such and no words; null where it is
    /// words.</summary>
    public virtual StimulusTable? Stimuli => null;

    /// <summary>Which words are fed and which are predicted, where these are not the same; null where the next word is
    /// predicted.</summary>
    internal virtual WordSides? Sides => null;

    /// <summary>What the sequences of a split are drawn from: the source itself where they are made, a share of them where they are
    /// recorded.</summary>
    /// <param name="split"><c>train</c>, <c>validation</c> or <c>test</c>; any other word is the whole.</param>
    /// <exception cref="Results.Files.InputException">The share is empty.</exception>
    internal virtual SequenceSource Of(string split) => this;

    /// <summary>Draws a natural sequence.</summary>
    /// <param name="random">Draws it.</param>
    /// <param name="features">[<see cref="FeatureWidth"/>] takes the continuous input.</param>
    public abstract int[] Draw(ref SeededRandom random, Span<float> features);

    /// <summary>What is known of a natural sequence. Of one that no task is about: no variables, nothing scored, every position but the
    /// last may be read.</summary>
    /// <exception cref="Results.Files.InputException">The sequence is not one of this source.</exception>
    public virtual TaskTrace Trace(TaskSequence sequence) =>
        new(0, [], new bool[sequence.Tokens.Length], [.. Enumerable.Range(0, Math.Max(sequence.Tokens.Length - 1, 0))]);
}

/// <summary>The words of a source where a label is predicted at a position, and not the word that follows.</summary>
/// <param name="Fed">Words that are fed; those that frame a sequence are among them where they are fed.</param>
/// <param name="Due">Labels.</param>
internal sealed record WordSides(IReadOnlyList<string> Fed, IReadOnlyList<string> Due);

/// <summary>One of the sequences that a source has.</summary>
/// <param name="Tokens">[tokens] ids.</param>
/// <param name="Features">[features] its continuous input.</param>
internal sealed record ListedSequence(int[] Tokens, float[] Features);
