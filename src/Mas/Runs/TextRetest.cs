using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Language;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Training;

namespace Mas.Runs;

/// <summary>A stored run of language models tested again, once for each stored alignment: its test, and the validation of its kept
/// checkpoints.</summary>
/// <param name="tolerance">The largest difference of a stored matrix from what its parameters give that is no contradiction.</param>
internal sealed class TextRetest(StoredRun run, TextRunContext context, TextStage texts, double tolerance) : IDisposable
{
    private readonly DisposableList<TextCaseResult> _results = [];
    private readonly List<string> _contradictions = [];

    /// <summary>By site, method and size.</summary>
    public IReadOnlyList<TextCaseResult> Results => _results;

    /// <summary>One sentence for each stored matrix that contradicts others.</summary>
    public IReadOnlyList<string> Contradictions => _contradictions;

    private Experiment Experiment => context.Experiment;

    /// <summary>Tests everything.</summary>
    /// <exception cref="InputException">What is stored cannot be evaluated.</exception>
    public void Evaluate()
    {
        foreach (UnalignedTexts unaligned in TextRun.Unaligned(context, texts))
            AtSite(unaligned);
        context.Options.Progress(RunProgress.Finished("evaluating", $"{Listed.Count(_results.Count, "case")}"));
    }

    /// <summary>Every test pair, with what became of it under the alignment that decides and without any.</summary>
    /// <exception cref="InputException">What is stored cannot be evaluated.</exception>
    public IReadOnlyList<ExportedPairs> Pairs()
    {
        var found = new List<ExportedPairs>();
        foreach (TextSite site in texts.HasOneTokeniser ? texts.Sites : [])
        {
            IReadOnlyList<AlignmentCase> cases = TextRun.Cases(Experiment, site);
            foreach (AlignmentCase variant in cases)
                found.AddRange(Pairs(new PreparedTexts(Experiment, variant, site, TextRunContext.ScoredInTraining), cases.Count));
        }
        return found;
    }

    private IReadOnlyList<ExportedPairs> Pairs(PreparedTexts prepared, int cases)
    {
        (string prefix, int seed) = (TextRun.Prefix(texts, prepared, cases), ChosenSeed(prepared));
        using LearnedSeed learned = Read(prepared, prefix, seed);
        var test = new TextTest(prepared, [], (ulong)Experiment.Seed, new TextPasses(context.Options.Threads));
        TextOutcome[] outcomes = StoredMatrices.Computed(run.Alignments, seed, prepared.Case.Name, () => test.Of(learned.Maps));
        return [.. prepared.Tested.Select((direction, i) => new ExportedPairs(prepared, direction, prefix, seed, prepared.Test[i],
            outcomes[i], TextOutcome.Unchanged(prepared.Site.Pools[direction.Target], prepared.Test[i])))];
    }

    private int ChosenSeed(PreparedTexts prepared)
    {
        int? told = run.Record.Text?.Directions.FirstOrDefault(one => one.Method == prepared.Case.Method.Name
            && one.Size == prepared.Case.Sizes[0] && prepared.Site.Names.Contains(one.Site))?.Seed;
        return told is int seed && Experiment.Alignment.Seeds.Contains(seed) ? seed : Experiment.Alignment.Seeds[0];
    }

    private LearnedSeed Read(PreparedTexts prepared, string prefix, int seed) => run.Alignments.Read(
        context.Names, [.. context.Names.Select((_, k) => k)], prefix, seed, prepared.Blank(context.Options.Device));

    /// <summary>Rows of <c>metrics.csv</c>, each with what it is a share of.</summary>
    public IEnumerable<TestValue> Values() =>
        from result in _results
        from row in result.Rows(Experiment)
        let pairs = row.Split == Metrics.Validation ? Experiment.Alignment.Validation : Experiment.Alignment.Test
        select new TestValue(row, pairs * result.Case.Site.Window.Count);

    private void AtSite(UnalignedTexts unaligned)
    {
        IReadOnlyList<AlignmentCase> cases = TextRun.Cases(Experiment, unaligned.Site);
        PreparedTexts[] prepared = [.. cases.Select(one =>
            new PreparedTexts(Experiment, one, unaligned.Site, TextRunContext.ScoredInTraining))];
        using var starts = new TextStarts(
            Experiment.Alignment, unaligned.Site, Experiment.Texts!.Context, prepared.Max(one => one.Columns));
        foreach (PreparedTexts one in prepared)
        {
            string prefix = TextRun.Prefix(texts, one, cases.Count);
            var seeds = new List<TextSeed>();
            _results.Add(new TextCaseResult(one, seeds, unaligned.Only(one.Tested)));
            foreach (int seed in Experiment.Alignment.Seeds)
            {
                context.Stop.ThrowIfCancellationRequested();
                context.Options.Progress(new RunProgress("evaluating", _results.Count - 1, texts.Sites.Count * cases.Count,
                    $"{unaligned.Site.Name}, {one.Case.Name}, seed {seed}"));
                seeds.Add(StoredMatrices.Computed(run.Alignments, seed, one.Case.Name, () => Tested(one, starts, prefix, seed)));
            }
        }
    }

    private TextSeed Tested(PreparedTexts prepared, TextStarts starts, string prefix, int seed)
    {
        LearnedSeed learned = Read(prepared, prefix, seed);
        try
        {
            _contradictions.AddRange(StoredMatrices.Contradictions(
                run.Alignments, learned, tolerance, network => $"every direction from and into {context.Names[network]}"));
            return TextSeed.Tested(prepared, starts, seed, learned, Validated(prepared, learned, seed), context);
        }
        catch
        {
            learned.Dispose();
            throw;
        }
    }

    // The validation of the kept checkpoint, as its training has reported it.
    private TrainingProgress Validated(PreparedTexts prepared, LearnedSeed learned, int seed)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        RouteOutcome[] outcomes = new InterchangeEngine(prepared.Validation, context.Options.Threads, TextPasses.Pairs)
            .Evaluate(learned.Maps.Hard());
        int step = KeptStep(prepared, seed);
        return new TrainingProgress
        {
            Step = step,
            Best = new KeptCheckpoint(step, outcomes.Min(outcome => outcome.TrialIia), 0),
            Points = [.. outcomes.SelectMany((outcome, route) => AlignmentTrainer.Validated(outcome).Select(value =>
                new TrainingPoint(step, Metrics.Validation, route, value.Metric, value.Value)))],
        };
    }

    // The training, which is not done again, has told it; the validation of that step and every row of the test must agree with it.
    private int KeptStep(PreparedTexts prepared, int seed) => run.Rows.FirstOrDefault(row =>
        row.Split == Metrics.Test && row.Metric == Metrics.FirstTokenIia && row.Seed == seed && row.Method == prepared.Case.Method.Name
            && row.Size == prepared.Case.Sizes[0] && prepared.Site.Names.Contains(row.SourceSite))?.Step ?? 0;

    public void Dispose() => _results.Dispose();
}
