using Mas.Alignments;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Language;

/// <summary>What the test pairs of a site say without any alignment: floors, ceilings, and the raw exchange. It takes forward passes alone
/// and is the same for every method and size, so it comes first: against depth it is the map of where fine-tuning acts.</summary>
/// <param name="Directions">All that some case tests.</param>
/// <param name="Controls">By name, [directions]; null where a control says nothing of a direction.</param>
/// <param name="LaterFloor">[directions] the figure with later tokens of the unchanged target.</param>
/// <param name="Agreement">[directions] share of context positions at which both models predict the same.</param>
internal sealed record UnalignedTexts(
    TextSite Site, IReadOnlyList<Direction> Directions, IReadOnlyDictionary<string, IReadOnlyList<TextOutcome?>> Controls,
    IReadOnlyList<double> LaterFloor, IReadOnlyList<double> Agreement)
{
    /// <param name="directions">All that some case tests.</param>
    /// <param name="controls">Names of those that are asked for.</param>
    /// <param name="laterFloor">As another site has it: what no exchange has touched is the same at all of them; null where it is not
    /// known.</param>
    public static UnalignedTexts Of(
        TextSite site, IReadOnlyList<Direction> directions, Experiment experiment, IReadOnlyList<string> controls, TextPasses passes,
        IReadOnlyList<double>? laterFloor)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int count = experiment.Alignment.Test;
        Intervention[][] pairs = [.. directions.Select(one => site.Pairs(Metrics.Test, one, count).ToArray())];
        var found = new Dictionary<string, IReadOnlyList<TextOutcome?>>();
        if (controls.Contains(Metrics.NoSwap))
            found[Metrics.NoSwap] = [.. directions.Zip(pairs, (one, own) => TextOutcome.Unchanged(site.Pools[one.Target], own))];
        if (controls.Contains(Metrics.FullExchange) || controls.Contains(Metrics.IdentityMap))
        {
            // Position 0 too, so that within a network nothing of the target is left. Between networks it is no ceiling, but the rival of
            // the alignment; it needs one width.
            Intervention[][] all = [.. pairs.Select(own => own.Select(one => one with { FirstPosition = 0 }).ToArray())];
            TextOutcome[] whole = TextOutcome.Of(passes.Evaluate(site.Data(directions, all, replacesAll: true), Whole(site)), all);
            if (controls.Contains(Metrics.FullExchange))
                found[Metrics.FullExchange] = [.. directions.Zip(whole, (one, outcome) => one.IsWithin ? outcome : null)];
            if (controls.Contains(Metrics.IdentityMap))
                found[Metrics.IdentityMap] =
                    [.. directions.Zip(whole, (one, outcome) => one.IsWithin || !site.IsOneWidth(one) ? null : outcome)];
        }
        IReadOnlyList<IReadOnlyList<Intervention>> later = [.. directions.Select(one => site.Later(Metrics.Test, one, count))];
        laterFloor ??= [.. passes.Evaluate(site.Data(directions, later), null).Select(outcome => outcome.TokenIia)];
        return new(site, directions, found, laterFloor,
            [.. directions.Select(one => TextStage.Agreement(site, one, experiment.Texts!.Context))]);
    }

    /// <summary>Evaluations that it takes at all sites.</summary>
    public static int Evaluations(IReadOnlyList<string> controls, int sites) =>
        1 + (controls.Contains(Metrics.FullExchange) || controls.Contains(Metrics.IdentityMap) ? sites : 0);

    /// <summary>Mean of a control over the directions between networks; null where it says nothing of them.</summary>
    public double? MeanBetween(string control) => Controls.GetValueOrDefault(control) is { } found
        && Directions.Zip(found).Where(one => !one.First.IsWithin).Select(one => one.Second?.Mean).OfType<double>().ToArray()
            is { Length: > 0 } between ? between.Average() : null;

    /// <summary>What some of its directions say, in their order.</summary>
    public UnalignedTexts Only(IReadOnlyList<Direction> chosen)
    {
        int[] at = [.. chosen.Select(one => Directions.ToList().IndexOf(one))];
        T[] Pick<T>(IReadOnlyList<T> all) => Array.ConvertAll(at, i => all[i]);
        return this with
        {
            Directions = chosen,
            Controls = Controls.ToDictionary(one => one.Key, one => (IReadOnlyList<TextOutcome?>)Pick(one.Value)),
            LaterFloor = Pick(LaterFloor),
            Agreement = Pick(Agreement),
        };
    }

    private static StepMaps Whole(TextSite site) => new([.. site.Pools.Select(pool => new WholeLatent(pool.Activity.Width))]);
}
