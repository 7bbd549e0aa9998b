using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>Targets of a GRU at site <c>state</c>: the replaced state itself gives the first logits, the tokens after it are fed one by one.</summary>
internal sealed class GruTargets(
    GruNetwork network, Tensor inputGates, Tensor pool, int[] positions, TokenRows continuations, bool[] scored) : PreparedTargets
{
    /// <inheritdoc/>
    public override int Count => positions.Length;

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> rows)
    {
        var chosen = new int[rows.Length];
        for (int i = 0; i < chosen.Length; i++)
            chosen[i] = positions[rows[i]];
        using Tensor index = Indices.ToTensor(chosen);
        return pool.index_select(0, index);
    }

    /// <inheritdoc/>
    public override ResumePlan Plan(ReadOnlySpan<int> rows)
    {
        var steps = new StepPlan(continuations, rows, unfed: 1);
        var labels = new List<long>();
        var owners = new List<int>();
        var places = new List<long>();
        for (int i = 0; i < rows.Length; i++)
        {
            int offset = continuations.Offsets[rows[i]];
            for (int s = 0; s < continuations.Length(rows[i]); s++)
            {
                if (!scored[offset + s])
                    continue;
                labels.Add(continuations.Tokens[offset + s]);
                owners.Add(i);
                places.Add(s == 0 ? steps.Rank(i) : rows.Length + steps.Index(i, s - 1));
            }
        }
        Tensor order = tensor(steps.Order).DetachFromDisposeScope();
        Tensor scoredPlaces = tensor(places.ToArray()).DetachFromDisposeScope();
        return new GruResumePlan(steps, order, scoredPlaces, [.. labels], [.. owners]);
    }

    /// <inheritdoc/>
    public override Tensor Logits(Tensor latents, ResumePlan plan)
    {
        if (plan is not GruResumePlan own)
            throw new ArgumentException("The plan was made by another network.", nameof(plan));
        Shape.RequireMatrix(latents, plan.Rows, network.Weights.Width, nameof(latents));
        using var scope = NewDisposeScope();
        Tensor replaced = latents.index_select(0, own.Order);
        List<Tensor> states = [replaced, .. GruPass.States(network.Weights, inputGates, replaced, own.Steps)];
        return GruPass.Head(network.Weights, cat(states, 0).index_select(0, own.Scored)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
