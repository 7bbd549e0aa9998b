using Mas.Causal;
using Mas.Tasks;

namespace Mas.Networks.Recordings;

/// <summary>The trials of a recording as sequences: a token for each bin, which is its position in the recording, and an end. Nothing is
/// predicted and nothing scored; the variables are those that were recorded. What an intervention leaves is known, what follows it is
/// not.</summary>
internal sealed class RecordingTask : SequenceTask
{
    private readonly Recording _recording;
    private readonly RecordedValues _values;
    private readonly TrialClasses _classes;

    /// <param name="identity">Names the file's trials, whatever was recorded in them.</param>
    /// <exception cref="InputException">A class of trials is too small to be split.</exception>
    public RecordingTask(Recording recording, RecordedValues values, string identity)
        : this(recording, values, identity, new TrialClasses(recording, values), "all")
    {
    }

    private RecordingTask(Recording recording, RecordedValues values, string identity, TrialClasses classes, string split)
    {
        (_recording, _values, DataKey, _classes) = (recording, values, identity, classes);
        Listed = [.. classes.Of(split).Select(trial => new ListedSequence(Tokens(trial), []))];
    }

    public override string Name => _recording.Name;

    internal override string Called => $"the recording {Name}";

    public override string DataKey { get; }

    /// <summary>No word but those that frame a sequence: a token is a place.</summary>
    public override Vocabulary Vocabulary { get; } = new([]);

    public override TaskOptions Options { get; } = new() { HeldOut = [] };

    public override IReadOnlyList<CausalVariable> Variables => _values.Variables;

    internal override IReadOnlyList<ListedSequence> Listed { get; }

    /// <summary>The position in the recording that a token stands for; of the end that of the last bin before it.</summary>
    public static int PositionOf(ReadOnlySpan<int> tokens, int at) => tokens[at] == Vocabulary.Eos
        ? tokens[at - 1] - Vocabulary.Framing.Count : tokens[at] - Vocabulary.Framing.Count;

    internal override SequenceTask Of(string split) => new RecordingTask(_recording, _values, DataKey, _classes, split);

    public override int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default) =>
        Listed[random.Next(Listed.Count)].Tokens;

    public override TaskTrace Trace(TaskSequence sequence)
    {
        int bins = sequence.Tokens.Length - 1, first = PositionOf(sequence.Tokens, 0) * Variables.Count;
        return new(0, _values.Values[first..(first + bins * Variables.Count)], new bool[bins + 1], [.. Enumerable.Range(0, bins)]);
    }

    public override Continuation? Counterfactual(TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random)
    {
        int place = PositionOf(target.Tokens, position) * Variables.Count;
        CausalValue[] after = _values.Values[place..(place + Variables.Count)];
        foreach (Overwrite overwrite in values)
            after[overwrite.Variable] = overwrite.Value;
        int[] rest = target.Tokens[(position + 1)..].ToArray();
        return new(rest, new bool[rest.Length], after);
    }

    private int[] Tokens(int trial) =>
        [.. Enumerable.Range(_recording.Offsets[trial] + Vocabulary.Framing.Count, _recording.Bins(trial)), Vocabulary.Eos];
}
