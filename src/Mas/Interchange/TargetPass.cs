using Mas.Alignments;
using Mas.Networks;
using TorchSharp;

namespace Mas.Interchange;

/// <summary>One pass through one target network for a batch of interventions from all its sources: intervene, resume, compare with the
/// counterfactual labels and latents and, where asked, take the gradient back to every map that had a part in it.</summary>
internal sealed class TargetPass(InterchangeData data, TargetBatch batch, StepMaps? maps, DisposeScope scope)
{
    private readonly WrittenCoordinates? _written = maps is null ? null : WrittenCoordinates.Of(data, batch, maps);
    private readonly List<(int[] Entries, Tensor Replaced)> _replaced = [];
    private readonly bool _comparesLatents =
        maps is not null && batch.Members.Any(member => data.Routes[member.Route].CounterfactualLatent);

    /// <param name="Outcomes">By route; those that were not in the batch are missing.</param>
    /// <param name="Gradients">Null where none were asked for.</param>
    /// <param name="PositionsRun">Positions that went through the network's body.</param>
    /// <param name="Predicted">[scored] tokens that the network predicts, row by row.</param>
    internal sealed record Result(
        IReadOnlyDictionary<int, RouteOutcome> Outcomes, StepGradients? Gradients, int PositionsRun, long[] Predicted);

    /// <param name="target">What the target network is run from; null where no direction runs it.</param>
    /// <param name="maps">What they are made with; null leaves every target unchanged (no swap).</param>
    /// <param name="weights">Weights of the losses; null runs forward only.</param>
    public static Result Run(InterchangeData data, RunnableActivity? target, TargetBatch batch, StepMaps? maps, LossWeights? weights)
    {
        NativeTorch.Load(); // passes run on threads of their own
        using var scope = NewDisposeScope();
        using var mode = set_grad_enabled(weights is not null);
        StepMaps? leaves = maps?.Leaves(weights is not null);
        return new TargetPass(data, batch, leaves, scope).Run(target, weights);
    }

    private Result Run(RunnableActivity? target, LossWeights? weights)
    {
        BehaviourScores? behaviour = null;
        int positionsRun = 0;
        if (batch.RunRows > 0)
        {
            TargetRows running = batch.Rows.Take(batch.RunRows);
            using var prepared = new ScoredTargets(
                target!.Prepare(running, batch.Continuations(data)), batch.Scored, batch.Labels, batch.Earlier);
            behaviour = new BehaviourScores(batch, prepared, Replace, weights?.Behaviour);
            positionsRun = prepared.PositionsRun;
        }
        ClScores? latents = null;
        if (_comparesLatents)
        {
            ReplaceUnrun();
            latents = new ClScores(data, batch, _replaced, this);
        }
        RouteOutcome Outcome(BatchMember member) => (behaviour?.Of(member) ?? RouteOutcome.None) with
        {
            ClLoss = latents?.LossOf(member) ?? 0,
            ClCount = latents?.CountOf(member) ?? 0,
        };
        Dictionary<int, RouteOutcome> outcomes = batch.Members.ToDictionary(member => member.Route, Outcome);
        long[] predicted = behaviour?.Predicted ?? [];
        if (weights is null)
            return new Result(outcomes, null, positionsRun, predicted);
        Tensor[] terms = [.. new[] { behaviour?.Surrogate, latents?.Weighted(weights.CounterfactualLatent) }.OfType<Tensor>()];
        if (terms.Length > 0)
            stack(terms).sum().backward();
        return new Result(outcomes, Gradients(), positionsRun, predicted);
    }

    /// <summary>The projection of latents onto what the mask of these entries selects, A⁻¹(m ⊙ A(h)).</summary>
    public Tensor Project(Tensor latents, int[] entries)
    {
        using var scope = NewDisposeScope();
        AlignmentMap map = maps!.Maps[batch.Network];
        Tensor aligned = map.Align(latents);
        return map.Invert(_written!.At(entries).Mask is Tensor mask ? aligned * mask : aligned).MoveToOuterDisposeScope();
    }

    private Tensor Replace(Tensor latents, int[] entries)
    {
        if (_written is null)
            return latents;
        Tensor replaced = _written.At(entries).Into(latents, maps!.Maps[batch.Network], data.ReplacesAll);
        if (_comparesLatents)
            _replaced.Add((entries, Keep(replaced)));
        return replaced;
    }

    // The network disposes what it made with it; what is compared afterwards must outlive that.
    private Tensor Keep(Tensor replaced)
    {
        Tensor kept = replaced.alias().DetachFromDisposeScope();
        scope.Attach(kept);
        return kept;
    }

    // Routes that carry the CL loss alone: their networks are read, never run.
    private void ReplaceUnrun()
    {
        int first = batch.Rows.EntryOffsets[batch.RunRows];
        if (first == batch.Entries)
            return;
        int[] entries = [.. Enumerable.Range(first, batch.Entries - first)];
        Replace(data.Sources[batch.Network].Latents(batch.Rows.EntryPositions().AsSpan(first)), entries);
    }

    private StepGradients Gradients() => new(
        [.. maps!.Maps.Select(map => (IReadOnlyList<Tensor?>)[.. map.Tensors.Select(tensor => tensor.grad?.MoveToOuterDisposeScope())])],
        maps.Masks?.grad?.MoveToOuterDisposeScope());
}
