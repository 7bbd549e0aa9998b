using Mas.Networks;
using Mas.NetworkTraining;
using Mas.Tasks;

namespace Mas.Evaluation.Exports;

/// <summary>Is an export right? Fresh sequences of the task are read as the network stands, and without each mistake that exports are known
/// to have. The loss decides: a network can be right in every trial and still have its gates in another order.</summary>
/// <param name="network">Open for the task.</param>
/// <param name="stored">The same network's configuration and weights; null where they are not known, so that only words and positions can
/// be tried.</param>
internal sealed class ExportCheck(Network network, StoredNetwork? stored, SequenceTask task)
{
    /// <summary>Sequences that a finding rests on; of long ones fewer.</summary>
    public const int Sequences = 1000;

    /// <summary>A mistake is told where the loss without it is at most this share of the loss with it.</summary>
    public const double LossShare = 0.5;

    /// <summary>… and where the paired difference of the losses is as many standard errors above 0: one in 30 000 by chance, for some
    /// hundred tries.</summary>
    public const double StandardErrors = 4;

    /// <summary>… and where as many sequences are right without it.</summary>
    public const double WantedAccuracy = 0.99;

    private const int Screened = 128, Few = 32, Confirmed = 3;
    private const int LongestMean = 32; // tokens: of longer sequences fewer are drawn, which bounds the time
    private const double Worthwhile = 0.9; // of the loss so far
    private const double MixedUp = 0.05; // a network whose words are mixed up gets next to nothing right

    private readonly ScoredBatch _screen = Draw(task, Screened, "export/screen"), _few = Draw(task, Few, "export/few"),
        _batch = Draw(task, Sequences, "export");

    /// <summary>Told how many mistakes have been tried.</summary>
    public Action<int> Progress { get; init; } = _ => { };

    public CancellationToken Stop { get; init; }

    private int _tried;

    /// <summary>Reads it, and looks for a mistake.</summary>
    public CheckedExport Run()
    {
        ExportReading asItIs = Read(ExportTry.AsItIs, _batch);
        double screened = Read(ExportTry.AsItIs, _screen).Loss;
        (ExportTry Try, ExportReading Reading)? found = null;
        foreach (IEnumerable<ExportTry> group in Groups(asItIs.Accuracy < MixedUp))
        {
            found = Mends(group, asItIs, screened);
            if (found is not null)
                break;
        }
        return new CheckedExport(asItIs, found?.Try, found?.Reading, _tried, _batch,
            [.. Enumerable.Range(0, _batch.Rows.Count).Select(row => task.Trace(Sequence(row)).Quantity)]);
    }

    private TaskSequence Sequence(int row) =>
        new(_batch.Rows.Row(row), _batch.Rows.Features.AsSpan(row * task.FeatureWidth, task.FeatureWidth));

    private bool ReadsWords => task.FeatureWidth == 0 && task.Stimuli is null;

    // Known programs and the likeliest mistakes first: where one of a group explains it, later groups are not asked.
    private IEnumerable<IEnumerable<ExportTry>> Groups(bool mayBeMixedUp)
    {
        Func<string, string> shown = name => stored?.FileNames.GetValueOrDefault(name) ?? name;
        var words = new WordMistakes(stored?.Config.Vocabulary ?? task.Vocabulary.Words, task.Vocabulary, stored is not null);
        yield return stored?.Config.UsualMistakes(shown).Select(ExportTry.Of) ?? [];
        yield return task.FeatureWidth == 0 ? [.. words.Orders(), .. ExportTry.Shifts] : words.Orders();
        if (ReadsWords)
            yield return words.ShiftedSides();
        yield return words.Exchanges();
        if (!ReadsWords)
            yield break;
        yield return words.ExchangesOfOneSide();
        foreach (ExportTry order in mayBeMixedUp ? new WordOrderSearch(words, one => Read(one, _few).Loss).Run() : [])
            yield return [order];
    }

    private (ExportTry Try, ExportReading Reading)? Mends(IEnumerable<ExportTry> group, ExportReading asItIs, double screened)
    {
        (ExportTry Try, double Loss)[] tried = [.. group.Select(one => (one, Read(one, _screen).Loss))];
        foreach ((ExportTry one, double loss) in tried.OrderBy(one => one.Loss).Take(Confirmed))
        {
            if (loss > Worthwhile * screened)
                break;
            ExportReading reading = Read(one, _batch);
            if (Explains(asItIs, reading))
                return (one, reading);
        }
        return null;
    }

    /// <summary>Whether a network reads as it was meant without a mistake, and did not with it.</summary>
    internal static bool Explains(ExportReading with, ExportReading without)
    {
        double[] falls = [.. with.Losses.Zip(without.Losses, (one, other) => one - other)];
        double mean = falls.Average(), variance = falls.Sum(fall => (fall - mean) * (fall - mean)) / (falls.Length - 1);
        return without.Loss <= LossShare * with.Loss && mean >= StandardErrors * Math.Sqrt(variance / falls.Length)
            && without.Accuracy >= Math.Max(WantedAccuracy, with.Accuracy);
    }

    private ExportReading Read(ExportTry one, ScoredBatch batch)
    {
        Stop.ThrowIfCancellationRequested();
        if (one != ExportTry.AsItIs && batch == _screen)
            Progress(++_tried);
        if (one.Mistake is null)
            return ExportReading.Of(network, batch, one.Way);
        using Network meant = one.Mistake.Undone(stored!).Open(task.Vocabulary);
        return ExportReading.Of(meant, batch, one.Way);
    }

    private static ScoredBatch Draw(SequenceTask task, int count, string stream)
    {
        var random = new SeededRandom(SeededRandom.Derive(1, stream));
        return ScoredBatch.Draw(task, count, QuantityChoice.All, ref random).Parts(count * LongestMean).First();
    }
}
