using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>What an activity gives at some positions, kept beyond its end.</summary>
internal sealed class KeptLatents : Activity
{
    private readonly int[] _positions;
    private readonly Tensor _latents; // [positions, width]

    /// <param name="positions">Flat positions, ascending.</param>
    public KeptLatents(Activity activity, int[] positions) =>
        (_positions, _latents) = (positions, activity.Latents(positions).DetachFromDisposeScope());

    public override int Width => (int)_latents.size(1);

    public override Tensor Latents(ReadOnlySpan<int> positions) =>
        _latents.Rows(Array.ConvertAll(positions.ToArray(), position => Array.BinarySearch(_positions, position)));

    public override void Dispose() => _latents.Dispose();
}
