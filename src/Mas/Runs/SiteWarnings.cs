using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Statistics;

namespace Mas.Runs;

/// <summary>What a site cannot show, as far as that is known before anything is trained, in plain sentences.</summary>
internal static class SiteWarnings
{
    public static IEnumerable<string> Of(Experiment experiment, RunData data) =>
    [
        .. Tokens(experiment, data), .. Prepared(experiment, data), .. Inputs(data), .. Incomplete(experiment, data),
        .. data.Controls.Impossible,
    ];

    // Networks whose site cannot carry what a single swap would have to bring.
    private static IEnumerable<string> Tokens(Experiment experiment, RunData data) =>
        from network in experiment.Alignment.Scheme == Scheme.Stepwise ? [] : data.Networks
        where KnowsItsTokenOnly(network)
        select $"A vector at {network.Site.Name} of {network.Name} knows its own token only, so that one swap cannot carry what earlier "
            + "tokens have brought about, such as a count; 'scheme: stepwise' swaps every position up to the intervened one.";

    // Networks that are given all replaced latents at once (method.md section 7).
    private static IEnumerable<string> Prepared(Experiment experiment, RunData data) =>
        from network in experiment.Alignment.Scheme == Scheme.Stepwise ? data.Networks : []
        where network.Network.TakesPreparedLatents
        select $"{network.Name} is given all the vectors that a stepwise swap replaces at once: beside what is swapped they are its "
            + $"natural ones. Where {network.Site.Name} hands on what is in it, as a recurrent state does, a network of this program's "
            + "own kinds would let each follow from the swaps before it.";

    private static IEnumerable<string> Inputs(RunData data) =>
        from k in Enumerable.Range(0, data.Networks.Count)
        where data.IsInputSite(k)
        select $"{data.Networks[k].Site.Name} of {data.Networks[k].Name} is an input site: what it holds follows from each token and its "
            + "place alone, and the stepwise scheme exchanges every position up to the intervened one, so that a swap replaces the tokens "
            + "and says nothing about how they are used. Choose a later site.";

    private static IEnumerable<string> Incomplete(Experiment experiment, RunData data) =>
        from one in data.Controls.FullExchanges
        let bounds = one.Found.Bounds(SeededRandom.Derive((ulong)experiment.Seed, "full exchange", one.Network))
        where bounds is not null && bounds.Low < experiment.Verdict.Same
        select Incomplete(data.Networks[one.Network], one.Found, bounds, experiment);

    private static string Incomplete(OpenedNetwork network, FullExchange found, OneSidedBounds bounds, Experiment experiment)
    {
        string same = Percent.Threshold(experiment.Verdict.Same);
        string numbers = $"Within {network.Name} at {network.Site.Name} the exchange of the whole latent gives "
            + $"{Percent.Of(found.Outcome.TrialIia)} trial IIA, corrected for chance {Percent.Of(bounds.Value)} with a lower bound of "
            + $"{Percent.Of(bounds.Low)}";
        return bounds.Value >= experiment.Verdict.Same
            ? $"{numbers}: {found.Outcome.TrialsRight.Length} test interventions are too few to show {same}. Raise alignment.test."
            : $"{numbers}, below {same}: {Cause(network, experiment.Alignment.Scheme)}. At full width no orthogonal alignment does better "
                + "within the network from this site and these positions; a smaller subspace may.";
    }

    private static string Cause(OpenedNetwork network, Scheme scheme) => (HasBlocksBelow(network), scheme) switch
    {
        (true, Scheme.Single) => "a swap at one position leaves the keys and values of the other positions as they were",
        (true, Scheme.Stepwise) => "the keys and values of the blocks below still hold the old tokens",
        _ when KnowsItsTokenOnly(network) => "one vector there holds no more than its token",
        _ => "what the network goes on with is not all at this site and these positions",
    };

    private static bool KnowsItsTokenOnly(OpenedNetwork network) =>
        network.Site.Name is "embedding" or "layer.0" && network.SequenceTask.FeatureWidth == 0;

    // Of a transformer: the stream that enters a block above the first, or leaves the last one.
    private static bool HasBlocksBelow(OpenedNetwork network) => network.SequenceTask.FeatureWidth == 0
        && network.Site.Name.StartsWith("layer.", StringComparison.Ordinal) && !KnowsItsTokenOnly(network);
}
