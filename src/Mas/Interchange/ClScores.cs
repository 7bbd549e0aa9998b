namespace Mas.Interchange;

/// <summary>How replaced latents compare with counterfactual ones, route by route; positions that have none are left out.</summary>
internal sealed class ClScores
{
    private readonly List<(BatchMember Member, Tensor Losses)> _losses = [];

    /// <param name="replaced">What has been replaced, in the parts in which it was.</param>
    public ClScores(InterchangeData data, TargetBatch batch, IReadOnlyList<(int[] Entries, Tensor Replaced)> replaced, TargetPass pass)
    {
        foreach (BatchMember member in batch.Members.Where(member => data.Routes[member.Route].CounterfactualLatent))
        {
            int[] wanted = [.. member.Interventions.SelectMany(one => one.CounterfactualLatents ?? throw new ArgumentException(
                $"Route {member.Route} carries the CL loss, but no counterfactual latents were looked for.", nameof(data)))];
            foreach ((int[] entries, Tensor latents) in replaced)
            {
                int[] chosen = [.. Enumerable.Range(0, entries.Length).Where(i => IsWanted(member, wanted, entries[i]))];
                if (chosen.Length == 0)
                    continue;
                int[] own = Array.ConvertAll(chosen, i => entries[i]);
                Tensor counterfactual =
                    data.CounterfactualLatents[batch.Network]!(Array.ConvertAll(own, entry => wanted[entry - member.FirstEntry]));
                Tensor intervened = chosen.Length == entries.Length ? latents : latents.Rows(chosen);
                if (data.ClProjected)
                {
                    // The goal is what the target says now; it is not moved towards the intervened latent.
                    using (no_grad())
                        counterfactual = pass.Project(counterfactual, own);
                    intervened = pass.Project(intervened, own);
                }
                _losses.Add((member, CounterfactualLatentLoss.Of(intervened, counterfactual, data.ClForm)));
            }
        }
    }

    public int CountOf(BatchMember member) => (int)_losses.Where(part => part.Member == member).Sum(part => part.Losses.size(0));

    public double LossOf(BatchMember member) =>
        _losses.Where(part => part.Member == member).Sum(part => part.Losses.detach().to_type(ScalarType.Float64).sum().item<double>());

    /// <summary>Σ over routes of weight × mean CL loss, a scalar; null where no position has a counterfactual latent.</summary>
    public Tensor? Weighted(IReadOnlyList<double> weights)
    {
        if (_losses.Count == 0)
            return null;
        using var scope = NewDisposeScope();
        Tensor[] terms = [.. _losses.Select(part =>
            (part.Losses * Device.Of(part.Losses).From([weights[part.Member.Route] / CountOf(part.Member)])).sum())];
        return stack(terms).sum().MoveToOuterDisposeScope();
    }

    private static bool IsWanted(BatchMember member, int[] wanted, int entry) =>
        entry >= member.FirstEntry && entry < member.FirstEntry + member.Entries && wanted[entry - member.FirstEntry] >= 0;
}
