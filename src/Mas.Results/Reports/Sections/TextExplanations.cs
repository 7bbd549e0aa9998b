namespace Mas.Results.Reports.Sections;

/// <summary>What a comparison of language models cannot say, and the words that it uses.</summary>
internal static class TextExplanations
{
    public static IReadOnlyList<string> Limits { get; } =
    [
        "It speaks of these texts, at the sites that were exchanged. Networks that go on alike here may differ on others.",
        "A high number means that a map exists through which activity of one network makes another go on as the first would. It does not "
            + "mean that single units agree, nor that the map is the only one.",
        "A low number means that this search found no such map. A larger subspace, another site or another family of maps may hold one.",
        "Near the last block activity says little more than the answer. To carry over there takes no common way of getting to it.",
        "Intervals cover other texts. Those of group means cover other networks of a group as far as its own networks show how they "
            + "vary; no interval of a single direction does.",
        "A test over groups says that the labels matter, and not why: groups may differ in more than what they are named after.",
    ];

    public static IReadOnlyList<(string Term, string Meaning)> Terms { get; } =
    [
        ("site", "A named place in a network where one vector per token can be read and replaced; layer.k is the residual stream that "
            + "enters block k."),
        ("source, target", "The network (and text) that donates activity, and the one that receives it."),
        ("direction", "An ordered pair: source → target."),
        ("first-token IIA", "The share of positions at which the target predicts what the source did, after its stream up to there was "
            + "exchanged with the source's; a mean over pairs of a source text and a target text."),
        ("later tokens too", "The same where the target reads the source's tokens on, and every later prediction counts as well. The "
            + "tokens themselves say most of what comes, and the figure starts high."),
        ("no-swap, corrected", "How often the target says it without any exchange, and what is left above that: (IIA − no-swap) / (1 − "
            + "no-swap)."),
        ("identity-map", "The exchange of the whole latent without any map."),
        ("null control", "What needs no right exchange. A number that it reaches is no evidence."),
        ("attention sink", "The first position of a text, whose vector in many language models is far longer than the others' and "
            + "nearly the same in every text."),
        ("margin", "How far the best prediction lies above the second one, in logits."),
        ("subspace, size", "The coordinates of the shared space that are exchanged, and their number."),
        ("MAS", "Model alignment search: exchanges in every direction, within networks too, with one matrix for each network."),
        ("permutation test", "How often a difference as large comes when networks are dealt out to groups of these sizes in every way."),
        ("bound, one-sided at 5 %", "A value that the true one lies beyond in at most 5 of 100 repetitions."),
        ("95 % interval", "In repetitions of the whole experiment, 95 of 100 such intervals hold the true value."),
    ];
}
