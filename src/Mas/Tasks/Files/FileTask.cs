using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mas.Causal;

namespace Mas.Tasks.Files;

/// <summary>A task that is given by recorded sequences, with the values of its causal variables written beside them. There is no causal
/// model to run: what follows an intervention is looked up in the record.</summary>
/// <remarks>The variables must say everything that the rest of a sequence depends on: a continuation is taken, uniformly, from any place in
/// any recorded sequence whose variables all have the values that the intervention leaves. Where there is none, the intervention is drawn
/// again. A split has sequences of its own, and what follows an intervention in it is looked up among them alone.</remarks>
internal sealed class FileTask(string name, TrialFile file, TrialIndex index) : SequenceTask
{
    /// <summary>Reads a file of recorded sequences; docs/your-own-task.md says what stands in it.</summary>
    /// <exception cref="InputException">Everything that is wrong with the file.</exception>
    public static FileTask Read(string path)
    {
        TrialFile file = TrialFile.Read(path);
        return new(Path.GetFileName(path), file, new(file.Trials, path));
    }

    /// <summary>The file's name, without its folder.</summary>
    public override string Name => name;

    /// <remarks>It names the file's content, wherever the file lies, and that it is split.</remarks>
    public override string DataKey { get; } = $"file/split/{file.Hash}";

    public override Vocabulary Vocabulary => file.Vocabulary;

    public override StimulusTable? Stimuli => file.Stimuli;

    internal override WordSides? Sides => file.Sides;

    public override TaskOptions Options { get; } = new() { HeldOut = [] };

    public override IReadOnlyList<CausalVariable> Variables => file.Variables;

    public override int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default) =>
        quantities == QuantityChoice.HeldOut
            ? throw new InputException($"the task {Name} has no quantities, so that none are held out", key: "task.held_out")
            : [.. file.Trials[random.Next(file.Trials.Length)].Tokens];

    internal override FileTask Of(string split)
    {
        if (!HashSplit.Shares.Any(share => share.Split == split))
            return this;
        Trial[] own = [.. file.Trials.Where(trial => SplitOf(trial) == split)];
        return own.Length > 0 ? new(name, file with { Trials = own }, new(own, name)) : throw new InputException(
            $"the sequences of {name} ({file.Trials.Length}) are split 70 : 15 : 15 into train, validation and test by a hash of their "
            + $"tokens, and none falls to {split}; record more different sequences", key: "task.file");
    }

    /// <summary>Refuses a file of which a split has nothing.</summary>
    /// <exception cref="InputException">Names the first such split.</exception>
    public void RequireShares()
    {
        foreach ((string split, _) in HashSplit.Shares)
            _ = Of(split);
    }

    private string SplitOf(Trial trial) => HashSplit.Of(Text(trial));

    // A vector by its numbers: ids depend on the rest of the file.
    private string Text(Trial trial) => Stimuli is not { } stimuli ? Vocabulary.Print(trial.Tokens) : Convert.ToHexStringLower(
        SHA256.HashData([.. trial.Tokens.SelectMany(id => MemoryMarshal.AsBytes(stimuli.Of(id)).ToArray())]));

    public override TaskTrace Trace(TaskSequence sequence)
    {
        Trial trial = Recorded(sequence.Tokens);
        return new(0, [.. trial.Values], [.. trial.Scored], [.. trial.Eligible]) { Labels = trial.Labels };
    }

    public override Continuation? Counterfactual(TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random)
    {
        Trial trial = Recorded(target.Tokens);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, trial.Tokens.Length - 1);
        CausalValue[] after = [.. trial.ValuesAt(position)];
        if (values.IsEmpty)
            return From(trial, position, after);
        foreach (Overwrite overwrite in values)
            after[overwrite.Variable] = new(overwrite.Value.Number);
        IReadOnlyList<(Trial Trial, int Position)> places = index.WithValues(after);
        if (places.Count == 0)
            return null;
        (Trial like, int place) = places[random.Next(places.Count)];
        return From(like, place, after);
    }

    private static Continuation From(Trial trial, int position, CausalValue[] after) =>
        new(trial.Tokens[(position + 1)..], trial.Scored[(position + 1)..], after) { Labels = trial.Labels?[(position + 1)..] };

    private Trial Recorded(ReadOnlySpan<int> tokens) =>
        index.WithTokens(tokens)
        ?? throw new InputException($"'{Vocabulary.Print(tokens)}' is not one of the recorded sequences of {Name}");
}
