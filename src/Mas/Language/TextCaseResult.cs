using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Training;

namespace Mas.Language;

/// <summary>What all seeds of a case have given.</summary>
/// <param name="Unaligned">Of its tested directions.</param>
internal sealed record TextCaseResult(
    PreparedTexts Case, IReadOnlyList<TextSeed> Seeds, UnalignedTexts Unaligned) : IDisposable
{
    /// <summary>The alignment that decides: the one whose worst direction is best on validation; of equals the earlier seed.</summary>
    public TextSeed Chosen => Seeds.MaxBy(seed => seed.WorstOnValidation)!;

    /// <summary>The directions with their figures.</summary>
    public IReadOnlyList<TextDirection> Directions(Experiment experiment)
    {
        int between = Case.Tested.Count(direction => !direction.IsWithin);
        return [.. Case.Tested.Select((direction, i) => Of(experiment, direction, i, between))];
    }

    /// <summary>Every value once, as rows of <c>metrics.csv</c>.</summary>
    public IEnumerable<MetricRow> Rows(Experiment experiment)
    {
        foreach ((int i, Direction direction) in Case.Tested.Index())
        {
            MetricRow Row(TextSeed? seed, string metric, double value) => Found(experiment, direction, seed, metric, value);
            foreach ((string control, IReadOnlyList<TextOutcome?> outcomes) in Unaligned.Controls)
                if (outcomes[i] is { } found)
                    yield return Row(null, control, found.Mean);
            foreach (TextSeed seed in Seeds)
            {
                yield return Row(seed, Metrics.FirstTokenIia, seed.Test[i].Mean);
                yield return Row(seed, Metrics.TokenIia, seed.Later[i]);
                foreach ((string control, IReadOnlyList<TextOutcome?> outcomes) in seed.Controls)
                    if (outcomes[i] is { } found)
                        yield return Row(seed, control, found.Mean);
            }
        }
        foreach (TextSeed seed in Seeds)
            foreach (TrainingPoint point in seed.Progress.Points.Where(point => point.Metric != Metrics.TokenIia))
                yield return Found(experiment, Case.Trained[point.Route], seed,
                    point.Metric == Metrics.TrialIia ? Metrics.FirstTokenIia : point.Metric, point.Value) with
                { Split = point.Split, Step = point.Step };
    }

    private TextDirection Of(Experiment experiment, Direction direction, int index, int between)
    {
        TextSeed chosen = Chosen;
        var pairs = (IReadOnlyList<Intervention>)Case.Test[index];
        NetworkOptions source = experiment.Networks[direction.Source], target = experiment.Networks[direction.Target];
        Dictionary<string, double[]> controls = Unaligned.Controls.Concat(chosen.Controls)
            .Where(one => one.Value[index] is { Kept: null }).ToDictionary(one => one.Key, one => one.Value[index]!.Shares);
        int nulls = controls.Keys.Count(ControlKind.IsNull) * Case.Tested.Count;
        var outcomes = new TextOutcomes(
            new TextPairs([.. pairs.Select(one => one.Donors[0].Sequence)], [.. pairs.Select(one => one.TargetSequence)]),
            chosen.Test[index].Shares, controls);
        return outcomes.Figures(new TextDirection
        {
            Source = source.Name,
            Target = target.Name,
            SourceGroup = source.Group,
            TargetGroup = target.Group,
            Site = Site(direction.Source),
            TargetSite = Site(direction.Source) == Site(direction.Target) ? null : Site(direction.Target),
            Sites = Case.Site.Names.Distinct().Count() == 1 ? null : Case.Site.Name,
            Method = Case.Case.Method.Name,
            Size = Case.Case.Sizes[0],
            Trained = Case.Trained.Contains(direction),
            Seed = chosen.Seed,
            Seeds = [.. Seeds.Select(seed => seed.Seed)],
            BySeed = [.. Seeds.Select(seed => seed.Test[index].Mean)],
            FirstTokenIia = chosen.Test[index].Mean,
            TokenIia = chosen.Later[index],
            TokenNoSwap = Unaligned.LaterFloor[index],
            Agreement = Unaligned.Agreement[index],
            Controls = [],
            Pairs = pairs.Count,
            SourceTexts = 0,
            TargetTexts = 0,
            Predictions = (long)pairs.Count * Case.Site.Window.Count,
        }, between, nulls, (ulong)experiment.Seed);
    }

    private string Site(int model) => Case.Site.Names[model];

    private MetricRow Found(Experiment experiment, Direction direction, TextSeed? seed, string metric, double value) => new(
        experiment.Name, seed?.Seed, seed?.Progress.Best?.Step, Metrics.Test, Case.Case.Method.Name, Case.Case.Sizes[0],
        experiment.Networks[direction.Source].Name, experiment.Networks[direction.Target].Name, Site(direction.Source),
        Site(direction.Target), "full", Case.Trained.Contains(direction), metric, value);

    public void Dispose()
    {
        foreach (TextSeed seed in Seeds)
            seed.Dispose();
    }
}
