namespace Mas.Networks.Called;

/// <summary>Sequences that a model is called with, all of one length: shorter ones are padded on the right.</summary>
/// <param name="Values">[batch, time] int64, ids of the model's own words; or [batch, time, features].</param>
/// <param name="Lengths">[batch] how many positions count.</param>
internal sealed record CalledInput(Tensor Values, int[] Lengths)
{
    public long Batch => Values.size(0);

    public long Time => Values.size(1);
}

/// <summary>What a model's own latents are replaced by at a site.</summary>
/// <param name="Latents">[batch, time, width]; what stands where nothing is replaced is not read.</param>
/// <param name="Replaced">[batch, time] whether the latent is replaced.</param>
internal sealed record CalledSwap(Site Site, Tensor Latents, Tensor Replaced);
