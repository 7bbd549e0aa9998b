using Mas.Causal;
using Mas.Results.Records;

namespace Mas.Tasks;

/// <summary>So many sequences of a task, drawn once: the trials of a recording. They are split 70 : 15 : 15.</summary>
/// <param name="task">What they are sequences of.</param>
/// <param name="count">How many.</param>
/// <param name="seed">Draws them.</param>
internal sealed class TrialsOfTask(SequenceTask task, int count, ulong seed) : SequenceTask
{
    private Range _own = ..count;
    private IReadOnlyList<ListedSequence>? _listed;

    /// <summary>Of fewer trials a split would have none.</summary>
    public const int Fewest = 8;

    public override string Name => task.Name;

    public override string DataKey => Invariant($"{task.DataKey}/{count} trials of {seed}");

    internal override string StimulusKey => task.StimulusKey;

    public override Vocabulary Vocabulary => task.Vocabulary;

    public override int FeatureWidth => task.FeatureWidth;

    public override StimulusTable? Stimuli => task.Stimuli;

    internal override WordSides? Sides => task.Sides;

    public override TaskOptions Options => task.Options;

    public override IReadOnlyList<CausalVariable> Variables => task.Variables;

    public override bool JointVariables => task.JointVariables;

    internal override bool OverwritesOne => task.OverwritesOne;

    public override bool BalancesLabels => task.BalancesLabels;

    public override bool CanReplay => task.CanReplay;

    internal override IReadOnlyList<ListedSequence> Listed => _listed ??= Draw();

    internal override SequenceTask Of(string split)
    {
        int held = Math.Max(1, (int)Math.Round(0.15 * count));
        return new TrialsOfTask(task, count, seed)
        {
            _own = split switch
            {
                Metrics.Train => ..(count - 2 * held),
                Metrics.Validation => (count - 2 * held)..(count - held),
                Metrics.Test => (count - held)..count,
                _ => ..count,
            },
        };
    }

    // Trial by trial, each from a generator of its own: more trials begin with the same ones.
    private ListedSequence[] Draw()
    {
        ulong stream = SeededRandom.Derive(seed, $"trials of {task.DataKey}");
        (int first, int length) = _own.GetOffsetAndLength(count);
        var drawn = new ListedSequence[length];
        for (int i = 0; i < length; i++)
        {
            var features = new float[FeatureWidth];
            var random = new SeededRandom(SeededRandom.Derive(stream, "trial", first + i));
            drawn[i] = new(task.Sample(ref random, QuantityChoice.All, features), features);
        }
        return drawn;
    }

    public override int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default) =>
        task.Sample(ref random, quantities, features);

    public override TaskTrace Trace(TaskSequence sequence) => task.Trace(sequence);

    public override TaskTrace Replay(TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ReadOnlySpan<int> continuation) =>
        task.Replay(target, position, values, continuation);

    public override Continuation? Counterfactual(
        TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random) =>
        task.Counterfactual(target, position, values, ref random);
}
