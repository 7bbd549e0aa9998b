using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Similarity;

namespace Mas.Language;

/// <summary>Correlational similarity of language models on the texts that all of them have read (<c>method.md</c> sections 10 and 11): at
/// positions of the contexts. Continuations are each model's own and are left out.</summary>
/// <param name="names">[models]</param>
internal sealed class TextSimilarity(TextStage texts, IReadOnlyList<string> names)
{
    /// <summary>Every two models at each site of the run.</summary>
    public IReadOnlyList<MeasuredPair> AtEachSite(SimilarityQuestion question, RunOptions options, CancellationToken stop) =>
        SimilarityStage.Measure(
            texts.Sites.Select(site => Compared([.. Enumerable.Range(0, names.Count).Select(k => (site, k))])), question, options, stop);

    /// <summary>Every two sites of all models, those of one model too.</summary>
    public IReadOnlyList<MeasuredPair> OverSites(SimilarityQuestion question, RunOptions options, CancellationToken stop) =>
        SimilarityStage.Measure(
            [Compared([.. from k in Enumerable.Range(0, names.Count)
                          from site in texts.Sites.DistinctBy(site => site.Names[k]) select (site, k)])],
            question, options, stop);

    /// <summary>Memory that it takes beside the models.</summary>
    /// <param name="isEverySite">Whether all sites of all models are compared at once.</param>
    public static MemoryEstimate Memory(TextCosts costs, IReadOnlyList<string> measures, bool isEverySite, int threads)
    {
        MemoryStage reading = costs.Memory.Stages[0];
        int[] widths = [.. costs.Models.SelectMany(model =>
            Enumerable.Repeat(model.Config.Width, isEverySite ? model.Config.Layers + 1 : 1))];
        return new([reading, new("measuring similarity", [reading.Parts[0], SimilarityParts.Of(measures, widths, threads)])]);
    }

    private ComparedSites Compared((TextSite Site, int Model)[] places)
    {
        TextRows rows = TextRows.Of(texts, places.Max(one => one.Site.Window.First));
        return new(
            [.. places.Select(one => Latents(one.Site, one.Model, rows.Positions[one.Model]))], new SampleGroups(rows.Texts),
            rows.Sentence);
    }

    private LatentsAtSite Latents(TextSite site, int model, int[] rows)
    {
        using var frozen = no_grad();
        TextPool pool = site.Pools[model];
        using Tensor latents = pool.Activity.Latents(rows);
        return new LatentsAtSite(new ComparedSite(names[model], site.Names[model], pool.Activity.Width), latents);
    }
}
