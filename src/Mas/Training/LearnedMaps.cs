using Mas.Alignments;
using Mas.Interchange;
using Mas.Kernels;
using Mas.Masks;

namespace Mas.Training;

/// <summary>Everything that a training learns: one alignment function per network, and the masks where their sizes are learned.</summary>
internal sealed class LearnedMaps : IDisposable
{
    private readonly IReadOnlyList<double?> _rates;

    /// <param name="alignments">[networks] Owned from here on.</param>
    /// <param name="mask">Owned from here on.</param>
    /// <param name="frozen">Networks whose alignments stay as they are.</param>
    public LearnedMaps(
        IReadOnlyList<AlignmentFunction> alignments, SwapMask mask, IReadOnlySet<int>? frozen = null, double? maskRate = null)
    {
        Alignments = alignments;
        Mask = mask;
        foreach (Tensor parameter in (frozen ?? new HashSet<int>()).SelectMany(network => alignments[network].Parameters.Values))
            parameter.requires_grad_(false);
        var named = new List<(string Name, Tensor Tensor, double? Rate)>();
        for (int k = 0; k < alignments.Count; k++)
            named.AddRange(alignments[k].Parameters.Select(pair => (Name(k, pair.Key), pair.Value, (double?)null)));
        named.AddRange(mask.Parameters.Select(pair => ("mask." + pair.Key, pair.Value, maskRate)));
        named = [.. named.Where(one => one.Tensor.requires_grad)];
        Parameters = [.. named.Select(one => one.Tensor)];
        Names = [.. named.Select(one => one.Name)];
        _rates = [.. named.Select(one => one.Rate)];
    }

    public IReadOnlyList<AlignmentFunction> Alignments { get; }

    public SwapMask Mask { get; }

    /// <summary>What is trained; frozen alignments are not among them.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>The parameters' names in checkpoints, such as <c>0.parameter</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What is fixed but decides the maps too, by name, such as <c>0.base</c>; frozen parameters included.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Constants => Alignments.SelectMany((alignment, k) =>
        alignment.Constants.Concat(alignment.Parameters.Where(pair => !pair.Value.requires_grad))
            .Select(pair => KeyValuePair.Create(Name(k, pair.Key), pair.Value)));

    public Adam Optimiser() => new(Parameters, _rates);

    /// <summary>The maps of a training step, differentiable.</summary>
    public StepMaps At(int step) => new([.. Alignments.Select(alignment => alignment.Map())], Mask.Rows(step));

    /// <summary>The maps as they are evaluated.</summary>
    public StepMaps Hard() => new([.. Alignments.Select(alignment => alignment.Map())], Mask.HardRows());

    /// <summary>Carries gradients of a step's maps on to the parameters.</summary>
    public void Backward(StepMaps maps, StepGradients gradients)
    {
        using var scope = NewDisposeScope();
        IEnumerable<(Tensor Tensor, Tensor? Gradient)> pairs = maps.Maps.SelectMany((map, k) => map.Tensors.Zip(gradients.Maps[k]));
        if (maps.Masks is not null)
            pairs = pairs.Append((maps.Masks, gradients.Masks));
        // The gradient of Σ T ⊙ g with respect to the parameters is g carried through T.
        List<Tensor> terms = [.. pairs.Where(pair => pair.Gradient is not null && pair.Tensor.requires_grad)
            .Select(pair => (pair.Tensor * pair.Gradient!).sum())];
        if (Mask.Penalty() is Tensor penalty)
            terms.Add(penalty);
        if (terms.Count > 0)
            stack(terms).sum().backward();
    }

    public Tensor[] Copy() => [.. Parameters.Select(CopyOf)];

    public void Set(IReadOnlyList<Tensor> values)
    {
        using var frozen = no_grad();
        for (int i = 0; i < values.Count; i++)
            Parameters[i].copy_(values[i]);
    }

    internal static Tensor CopyOf(Tensor tensor)
    {
        using Tensor detached = tensor.detach();
        return detached.clone().DetachFromDisposeScope();
    }

    private static string Name(int network, string name) => Invariant($"{network}.{name}");

    public void Dispose()
    {
        foreach (AlignmentFunction alignment in Alignments)
            alignment.Dispose();
        Mask.Dispose();
    }
}
