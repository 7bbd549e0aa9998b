namespace Mas.Results.Reports;

/// <summary>What the method cannot say, and the words that it uses.</summary>
internal static class Explanations
{
    private static readonly string[] Limits =
    [
        "It speaks of the causal variable that was swapped, at the site that was read, on this task. Networks that agree here may differ in everything else.",
        "A high number means that a map exists through which activity means the same. It does not mean that single units agree, nor that the map is the only one.",
        "A low number means that this search found no such map. A larger subspace, another site or another family of maps may hold one.",
        "A swap can drive a network into states that it never visits by itself. What it does there need not tell what it does by nature.",
        "The intervals of directions cover other alignment seeds and other interventions. They do not cover other networks of the same kind: two networks are two networks. Only an interval over network seeds, which needs three of a kind, speaks of others.",
    ];

    private static readonly (string Term, string Meaning)[] Terms =
    [
        ("network", "A trained, frozen model whose activity is compared."),
        ("site", "A named place in a network where one vector per sequence position can be read and replaced."),
        ("source, target", "The network (and sample) that donates activity, and the one that receives it."),
        ("direction", "An ordered pair: source → target."),
        ("alignment matrix", "The learned orthogonal matrix that maps a network's activity into the space shared by all."),
        ("MAS, DAS, stitching", "Model alignment search swaps in every direction, within networks too, with one matrix for each network; DAS does so within one network; stitching learns a map of its own for one direction and need not stand being swapped back."),
        ("subspace, size", "The coordinates of the shared space that carry the causal variable, and their number; the rest is left alone."),
        ("causal variable", "A named variable of the algorithm that solves the task, such as a count; full means all that may be swapped."),
        ("interchange intervention", "The target's subspace is replaced by the source's, mapped back, and the target computes on from there."),
        ("IIA", "Interchange intervention accuracy: the share of interventions with the counterfactual behaviour, the one that the algorithm shows with the swapped value. Trial IIA wants every scored token of the sample right, token IIA counts tokens."),
        ("floor, chance-corrected", "Trial IIA of the unchanged target, and what is left of trial IIA above it: (IIA − floor) / (1 − floor)."),
        ("behavioural null space", "Directions of a network's activity that its own behaviour does not depend on; leakage is what an alignment reads of them."),
        ("new value pairs", "Pairs of source and target values that training never showed."),
        ("held out", "A direction that was left out of training on purpose, to see whether it comes by itself."),
        ("inaccessible", "A network whose activity can be read, but which training cannot run on after a swap."),
        ("counterfactual latent (CL), CL loss", "A natural latent of the target with the values that a swap should produce, and the distance of the swapped latent from it."),
        ("95 % interval", "In repetitions of the whole experiment, 95 of 100 such intervals hold the true value."),
    ];

    public static void Write(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        if (runs.Any(run => run.Run.Directions.Count > 0))
        {
            html.Add($"<section><h2>What this does not show</h2><ul class=\"limits\">");
            foreach (string limit in Limits)
                html.Add($"<li>{limit}</li>");
            html.Add($"</ul></section>");
        }
        html.Add($"<section><h2>Words used here</h2><dl class=\"terms columns\">");
        foreach ((string term, string meaning) in Terms)
            html.Add($"<div><dt>{term}</dt><dd>{meaning}</dd></div>");
        html.Add($"</dl></section>");
    }
}
