namespace Mas.Networks.Called;

/// <summary>A network that can only be called. It runs whole sequences, whatever is replaced in them.</summary>
/// <param name="model">Owned from here on.</param>
/// <param name="order">Where the model has the words of the task, then its other ones.</param>
internal sealed class CalledNetwork(CalledModel model, CalledOrder order) : Network
{
    private readonly CalledWords _words = new(order, model.Words);

    public CalledModel Model => model;

    public override string Architecture => model.Architecture;

    public override Device Device => model.Device;

    public override long ParameterCount => model.ParameterCount;

    public override IReadOnlyList<Site> Sites => model.Sites;

    // What happens inside is the model's own: nobody knows that a site is not handed on.
    internal override bool TakesPreparedLatents => true;

    /// <exception cref="InputException">The sequences are no input for the model, or it gives something impossible.</exception>
    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        var own = new CalledSequences(model, _words, sequences);
        Site[] different = [.. sites.Distinct()];
        Tensor[] latents = [.. different.Select(site => Device.Zeros(own.Positions, site.Width).DetachFromDisposeScope())];
        try
        {
            int[] lengths = [.. Enumerable.Range(0, sequences.Count).Select(own.Length)];
            foreach (int[] rows in CalledBlocks.Of(lengths, different.Sum(site => site.Width)))
                Record(own, rows, different, latents);
            return [.. sites.Select(site => new CalledActivity(
                model, _words, own, site, latents[Array.IndexOf(different, site)].alias().DetachFromDisposeScope()))];
        }
        finally
        {
            latents.DisposeAll();
        }
    }

    /// <summary>Tries out what the model promises.</summary>
    /// <param name="sequences">A few natural ones.</param>
    /// <exception cref="InputException">It breaks a promise, or the sequences are no input for it.</exception>
    public void Check(TokenRows sequences)
    {
        using var scope = NewDisposeScope();
        CalledCheck.Require(model, LargestCall(sequences));
    }

    /// <summary>As many sequences as go into a call, the longest first.</summary>
    public CalledInput LargestCall(TokenRows sequences)
    {
        var own = new CalledSequences(model, _words, sequences);
        int[] lengths = [.. Enumerable.Range(0, sequences.Count).Select(own.Length)], rows = CalledBlocks.Of(lengths, model.Words)[0];
        return own.Input(rows, Array.ConvertAll(rows, row => lengths[row]));
    }

    private void Record(CalledSequences own, int[] rows, Site[] sites, Tensor[] latents)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        CalledInput input = own.Input(rows, Array.ConvertAll(rows, own.Length));
        IReadOnlyList<Tensor> found = model.Record(input, sites);
        (List<long> from, List<long> to) = ([], []);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int at = 0; at < input.Lengths[i]; at++)
            {
                from.Add(i * input.Time + at);
                to.Add(own.First(rows[i]) + at);
            }
        }
        Tensor there = Device.Indices([.. from]), here = Device.Indices([.. to]);
        for (int site = 0; site < sites.Length; site++)
        {
            Tensor read = found[site].reshape(-1, sites[site].Width).index_select(0, there);
            if (!read.isfinite().all().item<bool>())
                throw model.Error($"{model.NameOf(CalledPart.Record, sites[site])} gives latents that are no numbers");
            latents[site].index_copy_(0, here, read);
        }
    }

    public override void Dispose() => model.Dispose();
}
