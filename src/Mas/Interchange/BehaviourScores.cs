using Mas.Networks;

namespace Mas.Interchange;

/// <summary>How resumed targets compare with the counterfactual labels, route by route.</summary>
internal sealed class BehaviourScores
{
    private readonly Dictionary<int, RouteOutcome> _outcomes = [];

    /// <param name="prepared">Their targets, of the rows that are run.</param>
    /// <param name="weights">[routes] weight of each route's mean cross-entropy in the total; null runs forward only.</param>
    public BehaviourScores(TargetBatch batch, ScoredTargets prepared, Replacement replace, IReadOnlyList<double>? weights)
    {
        BatchMember[] running = [.. batch.Members.Where(member => member.FirstRow < batch.RunRows)];
        var tokens = new int[running.Length]; // scored positions of each member; they stand row by row
        for (int i = 0, member = 0; i < prepared.Owners.Length; i++)
        {
            while (prepared.Owners[i] >= running[member].FirstRow + running[member].Rows)
                member++;
            tokens[member]++;
        }
        double[]? shares = weights is null
            ? null : [.. running.SelectMany((one, member) => Enumerable.Repeat(weights[one.Route] / tokens[member], tokens[member]))];
        ScoredRun run = prepared.Run(replace, shares);
        (Surrogate, Predicted) = (run.Surrogate, run.Predicted);
        for (int member = 0, first = 0; member < running.Length; first += tokens[member++])
            _outcomes[running[member].Route] = Outcome(running[member], prepared, run, first, tokens[member]);
    }

    /// <summary>A scalar with the gradient of Σ over routes of weight × mean cross-entropy; null where none was asked for.</summary>
    public Tensor? Surrogate { get; }

    /// <summary>[scored] tokens that the network predicts, row by row.</summary>
    public long[] Predicted { get; }

    /// <summary>Null where the network was not run for the member.</summary>
    public RouteOutcome? Of(BatchMember member) => _outcomes.GetValueOrDefault(member.Route);

    private static RouteOutcome Outcome(BatchMember member, ScoredTargets prepared, ScoredRun run, int first, int tokens)
    {
        int right = 0;
        double loss = 0;
        bool isEach = member.Interventions[0].Earlier is not null; // each prediction is that of an intervention
        var trials = new bool[isEach ? tokens : member.Rows];
        Array.Fill(trials, true);
        for (int i = first; i < first + tokens; i++)
        {
            loss += run.Losses[i];
            if (run.Predicted[i] == prepared.Labels[i])
                right++;
            else
                trials[isEach ? i - first : prepared.Owners[i] - member.FirstRow] = false;
        }
        return new RouteOutcome(loss, tokens, right, trials);
    }
}
