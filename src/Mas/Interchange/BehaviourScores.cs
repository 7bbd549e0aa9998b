using Mas.Networks;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>How logits at scored positions compare with the counterfactual labels, route by route.</summary>
internal sealed class BehaviourScores
{
    private readonly TargetBatch _batch;
    private readonly Tensor _losses; // [scored]
    private readonly int[] _owners;  // [scored] row
    private readonly Dictionary<int, RouteOutcome> _outcomes = [];

    public BehaviourScores(TargetBatch batch, PreparedTargets prepared, Tensor logits)
    {
        _batch = batch;
        _owners = prepared.Owners;
        _losses = nn.functional.cross_entropy(logits, tensor(prepared.Labels), reduction: nn.Reduction.None);
        long[] predicted = logits.argmax(1).data<long>().ToArray();
        double[] losses = _losses.detach().to_type(ScalarType.Float64).data<double>().ToArray();
        int scored = 0;
        foreach (BatchMember member in Running)
        {
            int first = scored, right = 0;
            double sum = 0;
            var trials = new bool[member.Rows];
            Array.Fill(trials, true);
            for (; scored < _owners.Length && _owners[scored] < member.FirstRow + member.Rows; scored++)
            {
                sum += losses[scored];
                if (predicted[scored] == prepared.Labels[scored])
                    right++;
                else
                    trials[_owners[scored] - member.FirstRow] = false;
            }
            _outcomes[member.Route] = new RouteOutcome(sum, scored - first, right, trials);
        }
    }

    private IEnumerable<BatchMember> Running => _batch.Members.Where(member => member.FirstRow < _batch.RunRows);

    /// <summary>Null where the network was not run for the member.</summary>
    public RouteOutcome? Of(BatchMember member) => _outcomes.GetValueOrDefault(member.Route);

    /// <summary>Σ over routes of weight × mean cross-entropy, a scalar.</summary>
    public Tensor Weighted(IReadOnlyList<double> weights)
    {
        using var scope = NewDisposeScope();
        var shares = new double[_owners.Length]; // d(total) / d(loss of one scored position)
        int scored = 0;
        foreach (BatchMember member in Running)
        {
            int tokens = _outcomes[member.Route].Tokens;
            Array.Fill(shares, weights[member.Route] / tokens, scored, tokens);
            scored += tokens;
        }
        return (_losses * tensor(shares, dtype: _losses.dtype)).sum().MoveToOuterDisposeScope();
    }
}
