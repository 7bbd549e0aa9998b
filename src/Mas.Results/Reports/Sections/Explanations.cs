using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>What the method cannot say, and the words that it uses.</summary>
internal static class Explanations
{
    private static readonly string[] Limits =
    [
        "It speaks of the causal variable that was swapped, at the site that was read, on this task. Networks that agree here may differ "
            + "in everything else.",
        "A high number means that a map exists through which activity means the same. It does not mean that single units agree, nor that "
            + "the map is the only one.",
        "A low number means that this search found no such map. A larger subspace, another site or another family of maps may hold one.",
        "A swap can drive a network into states that it never visits by itself. What it does there need not tell what it does by nature.",
        "The intervals of directions cover other alignment seeds and other interventions. They do not cover other networks of the same "
            + "kind: two networks are two networks. Only an interval over network seeds, which needs three of a kind, speaks of others.",
    ];

    private static readonly (string Term, string Meaning)[] Terms =
    [
        ("network", "A trained, frozen model whose activity is compared."),
        ("site", "A named place in a network where one vector per sequence position can be read and replaced."),
        ("source, target", "The network (and sample) that donates activity, and the one that receives it."),
        ("direction", "An ordered pair: source → target."),
        ("alignment matrix", "The learned orthogonal matrix that maps a network's activity into the space shared by all."),
        ("MAS, DAS, stitching", "Model alignment search swaps in every direction, within networks too, with one matrix for each network; "
            + "DAS does so within one network; stitching learns a map of its own for one direction and need not stand being swapped back."),
        ("subspace, size", "The coordinates of the shared space that carry the causal variable, and their number; the rest is left alone."),
        ("causal variable", "A named variable of the algorithm that solves the task, such as a count; full means all of the causal "
            + "model that may be swapped, together."),
        ("causal model", "An algorithm that solves the task, with named variables. It says what must follow where a value is exchanged. Of "
            + "counting: up-down has a phase, showing or answering, and one count that rises and falls; up-up two counts that rise, of "
            + "what is shown (demo_count) and answered (resp_count); up-increment a count and by how much it changes (incr); recount "
            + "works both numbers out anew at every step."),
        ("multi-object", "A task: a number of objects is shown, then a trigger comes, and the network answers with as many tokens and an "
            + "end. Void tokens come between and mean nothing."),
        ("scheme", "Which positions a swap exchanges: single, the read one alone; stepwise, every position up to it."),
        ("null control", "What needs no right swap. A number that it reaches is no evidence."),
        ("null part", "What of a latent its own network's behaviour does not depend on; where it is another sample's, only what the "
            + "network uses itself is handed over."),
        ("bound, one-sided at 5 %", "A value that the true one lies beyond in at most 5 of 100 repetitions."),
        ("interchange intervention",
            "The target's subspace is replaced by the source's, mapped back, and the target computes on from there."),
        ("IIA", "Interchange intervention accuracy: the share of interventions with the counterfactual behaviour, the one that the "
            + "algorithm shows with the swapped value. Trial IIA wants every scored token of the sample right, token IIA counts tokens."),
        ("floor, chance-corrected",
            "Trial IIA of the unchanged target, and what is left of trial IIA above it: (IIA − floor) / (1 − floor)."),
        ("behavioural null space",
            "Directions of a network's activity that its own behaviour does not depend on; leakage is what an alignment reads of them."),
        ("new value pairs", "Pairs of source and target values that training never showed."),
        ("held out", "A direction that was left out of training on purpose, to see whether it comes by itself."),
        ("inaccessible", "A network whose activity can be read, but which training cannot run on after a swap."),
        ("counterfactual latent (CL), CL loss",
            "A natural latent of the target with the values that a swap should produce, and the distance of the swapped latent from it."),
        ("aligned start", "The matrices begin where the networks' activity on the same samples already lies as close together as rotations "
            + "can bring it, rather than at random."),
        ("linear map", "A map that may stretch, where an orthogonal one only turns and mirrors."),
        ("linear stitching", "Stitching with any linear map, which may stretch, instead of an orthogonal one."),
        ("seed", "The number that random choices are drawn from: an alignment seed for an alignment's training, a data seed for the "
            + "samples, a network's own for its training."),
        ("latent", "A network's activity at a site, one vector per sequence position."),
        ("orthogonal", "Turns and mirrors, and neither stretches nor squeezes."),
        ("energy distance", "How far two sets of vectors lie apart as distributions; 0 where they are the same, and by sampling noise a "
            + "little above or below."),
        ("principal angle", "One of the angles between two subspaces, from 0° for a direction that they share to 90° for one that "
            + "they do not."),
        ("95 % interval", "In repetitions of the whole experiment, 95 of 100 such intervals hold the true value."),
    ];

    // By a measure's name, or by what it begins with where all its variants are meant.
    private static readonly (string Name, string Meaning)[] KnownMeasures =
    [
        ("cka-", "Centered kernel alignment: how well the similarities between samples in one network match those in the other; 1 where "
            + "they match entirely."),
        ("rsa-given-", "The correlation of two matrices of dissimilarities, as they are given, over all pairs of different conditions."),
        ("rsa-", "Representational similarity analysis: the correlation of two networks' distances between samples."),
        ("svcca", "The mean canonical correlation of the leading principal components of both networks."),
        ("cca", "The mean canonical correlation: how well weighted sums of units of the one follow those of the other."),
        ("pwcca", "Canonical correlation in which directions that account for more of the activity count more."),
        ("procrustes", "The angle that is left after the best rotation; 0 is the same shape."),
        ("mutual-knn", "The share of nearest neighbours that a sample has in both networks."),
        ("regression-r2", "How much of the one's variance a linear map of the other explains."),
    ];

    private static readonly Dictionary<string, Func<RunRecord, bool>> UsedWhere = new()
    {
        ["multi-object"] = run => run.Networks.Any(network => network.Task == "multi-object"),
        ["held out"] = run => run.HeldOut.Count > 0,
        ["inaccessible"] = run => run.Networks.Any(network => !network.Accessible),
        ["counterfactual latent (CL), CL loss"] = run =>
            run.Directions.Any(direction => direction.Method == "clmas") || run.Networks.Any(network => !network.Accessible),
        ["new value pairs"] = run => run.Directions.Any(direction => direction.NewPairs is not null),
        ["linear stitching"] = run => run.Directions.Select(direction => direction.Method)
            .Concat(run.Evidence?.Leakage.Select(one => one.Method) ?? []).Contains(MethodName.LinearStitching),
        ["aligned start"] = run => run.Setup.Any(pair => pair.Value.Contains("aligned start", StringComparison.Ordinal)),
        ["energy distance"] = run => run.Evidence?.OffManifold.Count > 0,
        ["principal angle"] = run => run.Evidence?.Angles.Count > 0,
        ["behavioural null space"] = run => run.Evidence is { } evidence && (evidence.NullSpaces.Count > 0 || evidence.Leakage.Count > 0),
    };

    // Where nothing but matrices was compared, nothing else is spoken of.
    private static readonly (string Term, string Meaning)[] OfMatrices =
    [
        ("matrix of dissimilarities", "How different the responses to each two conditions are, such as two images; known as RDM."),
        ("noise ceiling", "How alike to the people's matrices any matrix can be, since people differ (Nili et al. 2014): at the upper end "
            + "the mean correlation of each person with the mean of all, at the lower end of each with the mean of the others. For rank "
            + "correlations matrices are turned into ranks before they are averaged, for Pearson's they are centred and scaled alike."),
        ("mean over people", "The mean of the correlations of each person's matrix with the other one: the number that the ceiling is of."),
    ];

    private static bool IsUsed(string term, IReadOnlyList<ReportInput> runs) =>
        !UsedWhere.TryGetValue(term, out Func<RunRecord, bool>? isUsed) || runs.Any(run => isUsed(run.Run));

    /// <summary>The correlational measures that the runs have, each in a line.</summary>
    private static IEnumerable<(string, string)> Measures(IReadOnlyList<ReportInput> runs) =>
        from measure in runs.SelectMany(run => (run.Run.Evidence?.Similarity.Select(value => value.Measure) ?? [])
            .Concat(run.Run.Evidence?.Disagreement.Where(one => !one.IsCausal).Select(one => one.Measure) ?? []))
            .Distinct().Order(StringComparer.Ordinal)
        let known = KnownMeasures.Where(one => measure == one.Name
            || (one.Name.EndsWith('-') && measure.StartsWith(one.Name, StringComparison.Ordinal))).Select(one => one.Meaning)
            .FirstOrDefault()
        where known is not null
        select (measure, known);

    public static void Write(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        bool isOfTexts = runs.All(run => run.Run.Text is not null);
        if (isOfTexts || runs.Any(run => run.Run.Directions.Count > 0))
        {
            html.Section(2, "What this does not show");
            html.Add($"<ul class=\"limits\">");
            foreach (string limit in isOfTexts ? TextExplanations.Limits : Limits)
                html.Add($"<li>{limit}</li>");
            html.Add($"</ul></section>");
        }
        html.Section(2, "Words used here");
        html.Add($"<dl class=\"terms columns\">");
        foreach ((int i, (string term, string meaning)) in Used(runs).Index())
            html.Add($"<div id=\"{Glossary.Anchor(i)}\"><dt>{term}</dt><dd>{meaning}</dd></div>");
        html.Add($"</dl></section>");
    }

    /// <summary>The words that the page explains, in order.</summary>
    public static IReadOnlyList<(string Term, string Meaning)> Used(IReadOnlyList<ReportInput> runs)
    {
        IReadOnlyList<(string, string)> terms = runs.All(run => run.Run.IsOfMatrices) ? OfMatrices
            : runs.All(run => run.Run.Text is not null) ? TextExplanations.Terms : Terms;
        return [.. terms.Concat(Measures(runs)).Where(term => IsUsed(term.Item1, runs))];
    }
}
