using Mas.Comparison;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Language;

/// <summary>Positions of the test texts at which all models of a run have read the same.</summary>
/// <param name="Positions">[models][rows] flat positions of each one's own tokens.</param>
/// <param name="Texts">[rows] the text of each.</param>
/// <param name="Sentence">What they are where the models do not share a tokeniser; null where they do.</param>
internal sealed record TextRows(int[][] Positions, int[] Texts, string? Sentence)
{
    /// <summary>Whole texts, at most as many positions as are compared.</summary>
    /// <param name="first">The first position of a text that counts.</param>
    public static TextRows Of(TextStage texts, int first)
    {
        TextSite site = texts.Sites[0];
        List<int>[] positions = [.. site.Pools.Select(_ => new List<int>())];
        List<int> owners = [];
        int read = 0;
        foreach (int text in site.Texts[Metrics.Test])
        {
            int[][] own = Of(texts, text, first);
            if (owners.Count > 0 && owners.Count + own[0].Length > SimilarityStage.MostSamples)
                break;
            read++;
            for (int k = 0; k < positions.Length; k++)
                positions[k].AddRange(own[k].Select(position => text * site.Pools[k].Length + position));
            owners.AddRange(own[0].Select(_ => text));
        }
        int tokens = read * (texts.Sample.Context - first);
        return new([.. positions.Select(own => own.ToArray())], [.. owners],
            texts.HasOneTokeniser ? null : "The models do not share a tokeniser: each row is a place of a text at which a token of every "
                + $"one of them ends after the same character, which is so of {owners.Count} of the {tokens} tokens that each has read.");
    }

    // [models] of one text.
    private static int[][] Of(TextStage texts, int text, int first)
    {
        IEnumerable<int[]> all = texts.HasOneTokeniser
            ? texts.Samples.Select(_ => Enumerable.Range(first, texts.Sample.Context - first).ToArray())
            : Correspondence.ByCharacter([.. texts.Samples.Select(sample => sample.Texts[text].Places)], first);
        return [.. all.Select(own => own[..Math.Min(own.Length, SimilarityStage.MostSamples)])];
    }
}
