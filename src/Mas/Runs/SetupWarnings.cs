using Mas.Alignments;
using Mas.Causal;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Runs;

/// <summary>What may make a run's answer mean less than it seems to, in plain sentences, said before anything is trained.</summary>
internal static class SetupWarnings
{
    private const int MostPairsNamed = 3;
    private const double EnergyFactor = 2; // method.md section 3: beyond it an orthogonal map may fail because it cannot rescale

    /// <summary>All of them, and what of the data the verdict depends on.</summary>
    public static (string[] Sentences, SetupFacts Facts) Of(ComparisonContext context, IReadOnlyList<CaseData> cases)
    {
        (Experiment experiment, RunData data, _, _) = context;
        IReadOnlyList<string> energies = Energies(experiment, data, cases.SelectMany(prepared => prepared.Exchanged));
        IEnumerable<string> notices =
            data.Networks.SelectMany(network => network.Opened.Notices.Select(notice => $"{network.Name}: {notice}."));
        IEnumerable<string> others =
            [
                .. notices, .. Lengths(data), .. TestVariety.Sequences(data), .. TestVariety.Pairs(data, cases),
                .. TestVariety.NewPairs(data, cases), .. SiteWarnings.Of(experiment, data), .. Algorithms(experiment, data),
                .. Variables(experiment, data),
            ];
        bool sharesNone = data.Pools(Metrics.Train).GroupBy(pool => pool.Sequences.Stimuli).All(group => group.Count() == 1);
        bool isOneAnswer = cases.SelectMany(prepared => prepared.Test.Interventions).SelectMany(route => route)
            .All(intervention => intervention.ScoresOneAnswer);
        return ([.. energies, .. others], new SetupFacts(energies.Count > 0, NextWords(experiment, cases), isOneAnswer, sharesNone));
    }

    // An intervention can make a sequence about twice as long as those that occur.
    private static IEnumerable<string> Lengths(RunData data) =>
        from entry in data.Networks.Zip(data.Pools(Metrics.Test))
        let longest = entry.First.Network.LongestSequence
        where longest < 2 * Enumerable.Range(0, entry.Second.Sequences.Count).Max(entry.Second.Sequences.Length)
        select Invariant($"{entry.First.Name} takes sequences of at most {longest} tokens: interventions that would make one longer are ")
            + "drawn again, here and in what is trained.";

    // How many words a test asks for, where it asks for one word at a time.
    private static int? NextWords(Experiment experiment, IReadOnlyList<CaseData> cases) =>
        experiment.Alignment.Score != ScoredPredictions.First ? null
        : cases.SelectMany(prepared => prepared.Test.Interventions).Where(route => route.Count > 0)
            .Max(route => (int?)route.Select(one => (one.Labels ?? one.Continuation)[0]).Distinct().Count());

    /// <summary>A sentence for each route with the CL loss that leaves intervened positions out for want of a counterfactual
    /// latent.</summary>
    /// <exception cref="RunFailedException">A route has none at all.</exception>
    public static IEnumerable<string> Latents(CaseData prepared)
    {
        foreach ((RouteLabel route, int missing, int all) in prepared.MissingLatents())
        {
            string place = $"from {route.Source} into {route.Target} ({prepared.Case.Name})";
            if (missing == all || !prepared.HasValidationLatents)
                throw new RunFailedException(
                    $"no intervention {place} has a counterfactual latent: no natural sequence of {route.Target} has the values that the "
                    + "interventions leave; exchange other variables, or leave this direction's CL loss out");
            if (missing > 0)
                yield return Invariant($"{missing} of {all} intervened positions {place} have no counterfactual latent ")
                    + "and are left out of the CL loss.";
        }
    }

    // Networks that activity is exchanged between, but whose latents differ in scale by more than an orthogonal map can bridge: a sentence
    // for each pair, or where they are many, one for all.
    private static IReadOnlyList<string> Energies(Experiment experiment, RunData data, IEnumerable<Direction> exchanged)
    {
        if (experiment.Alignment.Design is not { Family: AlignmentFamily.Orthogonal, Normalise: Normalise.None })
            return [];
        double[] energies = [.. data.Pools(Metrics.Train).Select(MeanEnergy)];
        double Factor((int A, int B) pair) => Math.Max(energies[pair.A], energies[pair.B]) / Math.Min(energies[pair.A], energies[pair.B]);
        string Pair((int A, int B) pair) => $"{data.Networks[pair.A].Name} and {data.Networks[pair.B].Name} differ in scale "
            + Invariant($"(mean energy {energies[pair.A]:g3} and {energies[pair.B]:g3})");
        (int A, int B)[] far = [.. exchanged.Select(one => (A: Math.Min(one.Source, one.Target), B: Math.Max(one.Source, one.Target)))
            .Distinct().Where(pair => Factor(pair) > EnergyFactor).Order()];
        const string advice = ", and an orthogonal alignment cannot rescale: low accuracy between them may mean no more than that. "
            + "'normalise: standard' under alignment is made for it.";
        if (far.Length <= MostPairsNamed)
            return [.. far.Select(pair => $"The latents of {Pair(pair)}{advice}")];
        return [Invariant($"The latents of {far.Length} pairs of networks differ in scale by more than a factor of {EnergyFactor}")
            + $"{advice} The furthest apart: {Pair(far.MaxBy(Factor))}."];
    }

    // Variables of a network that several subspaces would each have to carry alone.
    private static IEnumerable<string> Variables(Experiment experiment, RunData data)
    {
        if (experiment.Alignment.Joint)
            yield break;
        for (int k = 0; k < data.Networks.Count; k++)
        {
            string[] names = [.. experiment.Alignment.Variables.Select(variable => variable.Names[k])];
            string? shared = names.Contains(CausalVariable.Full) ? names.FirstOrDefault(name => name != CausalVariable.Full)
                : names.GroupBy(name => name).FirstOrDefault(name => name.Count() > 1)?.Key;
            if (shared is not null)
                yield return $"Several entries of alignment.variables exchange {shared} of {data.Networks[k].Name}, each in a subspace of "
                    + "its own that would have to carry it alone, so that they cannot all succeed: ask for them in runs of their own.";
        }
    }

    // Algorithms that are compared by a swap which does not depend on the algorithm.
    private static IEnumerable<string> Algorithms(Experiment experiment, RunData data)
    {
        bool asksFull = experiment.Alignment.Variables.Any(variable => variable.Label == CausalVariable.Full);
        if (asksFull && data.Networks.Any(data.AsksSeveralModels))
            yield return "The variable full is all variables at once, and whatever the algorithm, a network whose state is replaced as a "
                + "whole goes on as the other one would: the causal models are told apart by variables of their own. "
                + "Name them for each under alignment.variables, such as { a.up-down: count, a.up-up: demo_count }.";
    }

    private static double MeanEnergy(RecordedPool pool)
    {
        using var scope = NewDisposeScope();
        Tensor latents = pool.EligibleLatents(RunData.StartSequences);
        return (latents * latents).sum([1]).mean().to_type(ScalarType.Float64).item<double>();
    }
}
