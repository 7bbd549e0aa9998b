using Mas.Comparison;
using Mas.Experiments;
using Mas.Language;
using Mas.Networks.TextActivity;
using Mas.NetworkTraining;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Verification;
using Mas.Similarity;

namespace Mas.Runs;

/// <summary>Opens the language models of a finished run and its texts again, tests the stored alignments, and compares every value and
/// conclusion with what the run says. What the models make of the texts is taken from the store, where it is there.</summary>
internal static class TextVerification
{
    private const string ExperimentHash = "hashes.experiment";

    // What the last bits decide, and what follows from each single prediction.
    private static readonly string[] s_outcomes =
        ["evidence", "warnings", "text.directions", "text.groups", "text.low_margins", "text.sinks"];

    /// <param name="begun">What can be said without evaluating anything.</param>
    /// <exception cref="InputException">A model or the texts cannot be read any more, or what is stored cannot be evaluated.</exception>
    public static VerificationRecord Verify(StoredRun run, VerificationRecord begun, RunOptions options, CancellationToken stop)
    {
        Experiment experiment = run.Experiment;
        var store = new LatentStore(NetworkCacheFolder.Choose(options.CacheFolder));
        using DisposableList<LanguageModel> models = LanguageModel.Open(experiment, options, store, stop);
        string[] strangers = [.. models.Zip(run.Record.Networks).Where(one => one.First.Hash != one.Second.Hash)
            .Select(one => Stranger(one.First, one.Second.Hash))];
        if (strangers.Length > 0)
            return begun with { Problems = [.. begun.Problems, .. strangers] };
        using TextStage texts = TextStage.Of(experiment, models, store, options, stop);
        if (texts.Hash() is var found && found != run.Record.Hashes.GetValueOrDefault("data"))
            return begun with { Problems = [.. begun.Problems, OtherTexts(run, found, begun.IsSameMachine)] };
        TextRunContext context = TextRun.Context(experiment, models, pairsAtOnce: 1, options, stop);
        using var retest = new TextRetest(run, context, texts, begun.IsSameMachine ? 0 : Tolerance.Matrix);
        retest.Evaluate();
        IReadOnlyList<MeasuredPair> similar = begun.IsSameMachine ? TextRun.Similar(context, texts) : [];
        IEnumerable<MetricRow> others =
            TextConclusion.Perplexities(experiment, models, texts).Concat(similar.Select(pair => pair.Row(experiment.Name)));
        TestValue[] values = [.. retest.Values(), .. others.Select(row => new TestValue(row, 1))];
        RunRecord concluded = TextConclusion.Concluded(Fresh(run, models, texts), experiment, models, texts, retest.Results, similar);
        return Compare(run, begun, values, concluded) with { Problems = [.. begun.Problems, .. retest.Contradictions] };
    }

    private static VerificationRecord Compare(StoredRun run, VerificationRecord begun, TestValue[] values, RunRecord concluded)
    {
        bool isExact = begun.IsSameMachine;
        MetricRow[] stored = [.. run.Rows.Where(row => isExact || SimilarityMeasures.Find(row.Metric) is null)];
        string[] leftAside = [.. ConcludedAgain.Circumstances, "shown", .. ConcludedAgain.Younger(run.Record).Except(["shown"]),
            .. isExact ? [] : s_outcomes];
        // On another machine the verdict must follow from what is stored, which may be other within a tolerance.
        if (!isExact && run.Record.Text is { } text)
            concluded = concluded with { Verdict = TextConclusion.Decide(text, run.Experiment) };
        int left = run.Rows.Count - values.Length;
        return begun with
        {
            NotEvaluated = left,
            Values = values.Length,
            Equal = ValueComparison.Equal(stored, values),
            Differences = ValueComparison.Of(stored, values, isExact),
            Contradictions = RecordComparison.Of(run.Record, concluded, leftAside.ToHashSet(), isExact),
            NotCompared =
            [
                $"of {RunFolder.RunFile} "
                    + string.Join(", ", leftAside.Except(["hashes"]).Append(ExperimentHash).Order(StringComparer.Ordinal)),
                .. left > 0 ? [Invariant($"{left} rows of {RunFolder.MetricsFile}: training, validation at steps that were not kept")
                    + (isExact ? "" : ", similarity measures")] : Array.Empty<string>(),
                .. begun.NotCompared,
            ],
        };
    }

    private static RunRecord Fresh(StoredRun run, IReadOnlyList<LanguageModel> models, TextStage texts) => new()
    {
        Run = run.Experiment.Name,
        Status = RunStatus.Done,
        Started = run.Record.Started,
        Seed = run.Experiment.Seed,
        AlignmentSeeds = [.. run.Experiment.Alignment.Seeds],
        Setup = TextRun.Setup(run.Experiment, texts),
        Networks = TextConclusion.Described(run.Experiment, models, texts),
        HeldOut = [.. run.Experiment.Alignment.HeldOut],
        Warnings =
        [
            .. AdapterBases.Warnings(run.Experiment),
            .. run.Record.Warnings.Where(one => one.StartsWith(TextRun.MemoryWasShort, StringComparison.Ordinal)),
        ],
    };

    private static string Stranger(LanguageModel model, string? wanted) =>
        $"the weights or the adapter of network '{model.Name}' are others than the run's: their SHA-256 is {model.Hash}, and "
            + $"{RunFolder.RunFile} says {wanted}; put back the folders that it was made with, or run the experiment again.";

    private static string OtherTexts(StoredRun run, string found, bool isSameMachine) =>
        "the texts, or what the models make of them, are others than the run's: their SHA-256 is "
            + $"{found}, and {RunFolder.RunFile} says {run.Record.Hashes.GetValueOrDefault("data", "nothing")}"
            + (isSameMachine ? "." : "; another machine may also go on otherwise where the two best tokens are nearly alike.");
}
