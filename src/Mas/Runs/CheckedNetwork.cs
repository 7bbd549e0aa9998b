using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Statistics;

namespace Mas.Runs;

/// <summary>What the exchange of the whole latent within a network gives at one of its sites (<c>method.md</c> section 7).</summary>
/// <param name="Found">With the exchange and without.</param>
/// <param name="Corrected">Corrected for chance, with one-sided bounds; null where the unchanged network is always right.</param>
/// <param name="IsInput">Whether an exchange there replaces tokens and nothing else.</param>
/// <param name="Same">The threshold of <c>same</c>.</param>
internal sealed record CheckedSite(Site Site, FullExchange Found, OneSidedBounds? Corrected, bool IsInput, double Same)
{
    /// <summary>Whether the site holds all that the network goes on with, as far as the scheme exchanges it.</summary>
    public bool IsComplete => Corrected is { } bounds && bounds.Low >= Same;
}

/// <summary>A network with its sites, in the order in which activity passes through; none where it cannot be asked.</summary>
/// <param name="Reason">Why it cannot be asked; null where it can.</param>
internal sealed record CheckedNetwork(string Name, Scheme Scheme, IReadOnlyList<CheckedSite> Sites, string? Reason = null)
{
    /// <summary>Whether the prediction at the exchanged position is all that is scored: the site that the head reads then hands over
    /// answers and nothing else.</summary>
    public bool IsOneAnswer { get; init; }

    /// <summary>The site to take; null where none is complete and can say something. What is handed on comes first, for it is all that a
    /// later position reads; then the site farthest from both ends: near the input an exchange replaces tokens, near the output it
    /// replaces answers.</summary>
    public CheckedSite? Best => Candidates.OrderByDescending(site => site.Site.IsHandedOn)
        .ThenBy(site => Math.Abs((2 * Index(site)) - (Sites.Count - 1))).ThenByDescending(site => site.Corrected!.Low).FirstOrDefault();

    /// <summary>Which sites are complete, which are input sites, and which one to take, in sentences.</summary>
    public IReadOnlyList<string> Sentences => Reason is not null ? [Reason] : [.. Inputs(), .. Advice()];

    private IEnumerable<CheckedSite> Complete => Sites.Where(site => site.IsComplete && !site.IsInput);

    private IEnumerable<CheckedSite> Candidates => Complete.Where(site => !IsOneAnswer || !IsLast(site));

    private bool IsLast(CheckedSite site) => Index(site) == Sites.Count - 1;

    private int Index(CheckedSite site) => Sites.TakeWhile(other => other != site).Count();

    private IEnumerable<string> Inputs()
    {
        string[] inputs = [.. Sites.Where(site => site.IsInput).Select(site => site.Site.Name)];
        if (inputs.Length > 0)
            yield return $"{Name}: {Listed(inputs, "is an input site", "are input sites")}. What is there follows from each token and its "
                + "place, so that an exchange replaces tokens and says nothing about how they are used.";
    }

    private IEnumerable<string> Advice()
    {
        if (!Complete.Any())
            return [None()];
        string complete = Listed([.. Complete.Select(site => site.Site.Name)], "is complete", "are complete");
        return Best is not { } best ? [$"{Name}: {complete}. {OnlyAnswers()}", Otherwise()]
            : [$"{Name}: {complete}. Take {best.Site.Name}." + (IsLast(best) && !best.Site.IsHandedOn
                ? " It is what the head reads: an exchange there may hand over answers and nothing else." : "")];
    }

    private string OnlyAnswers() => $"But {Sites[^1].Site.Name} is what the head reads, and the one word at the exchanged position is all "
        + "that is scored: an exchange there hands over that answer, 'output-only' does as well, and a run ends in no verdict.";

    // The best of the earlier sites, and what the task could ask.
    private string Otherwise()
    {
        CheckedSite? earlier = Sites.SkipLast(1).Where(site => !site.IsInput && site.Corrected is not null)
            .MaxBy(site => site.Corrected!.Value);
        string sites = earlier is null ? "no earlier site can be asked"
            : $"of the earlier sites most comes from {earlier.Site.Name}, {Percent.Of(earlier.Corrected!.Value)} when corrected for chance"
                + (Scheme == Scheme.Single ? " (alignment.scheme=stepwise exchanges the positions before as well)" : "");
        return $"{Name}: {sites}. A variable that has values at positions before the answer would say more, where the network keeps one.";
    }

    private string None()
    {
        CheckedSite[] asked = [.. Sites.Where(site => !site.IsInput && site.Corrected is not null)];
        if (asked.Length == 0)
            return $"{Name}: no site can be asked under the scheme {Scheme.Word()}.";
        CheckedSite most = asked.MaxBy(site => site.Corrected!.Value)!;
        string best = $"{Name}: no site is complete under the scheme {Scheme.Word()}; most comes from {most.Site.Name}, "
            + $"{Percent.Of(most.Corrected!.Value)} when corrected for chance";
        return most.Corrected.Value >= most.Same
            ? $"{best}: the interventions are too few to show {Percent.Threshold(most.Same)}. Raise alignment.test."
            : $"{best}. At full width no orthogonal alignment does better; a smaller subspace may. "
                + (Scheme == Scheme.Single ? "Check alignment.scheme=stepwise too." : "Check alignment.scheme=single too.");
    }

    private static string Listed(string[] names, string one, string several) => names.Length == 1
        ? $"{names[0]} {one}" : $"{string.Join(", ", names[..^1])} and {names[^1]} {several}";
}
