using Mas.Networks;

namespace Mas.Analyses.Cycles;

/// <summary>Latents that are not those of natural sequences, such as what interventions have led to: they can be read, and that is all.</summary>
/// <param name="latents">[positions, width] stay their owner's.</param>
internal sealed class GivenLatents(Tensor latents) : Activity
{
    public override int Width => (int)latents.size(1);

    /// <summary>One sequence of one position for each latent.</summary>
    public TokenRows Rows { get; } = TokenRows.From([.. Enumerable.Repeat<int[]>([0], (int)latents.size(0))]);

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using Tensor index = Device.Of(latents).Indices(positions);
        return latents.index_select(0, index);
    }

    public override void Dispose()
    {
    }
}
