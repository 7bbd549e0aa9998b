namespace Mas.Networks.Called;

/// <summary>What a model promises, tried out once before anything is made of its answers.</summary>
internal static class CalledCheck
{
    /// <summary>Largest difference between two ways to the same numbers, as a share of the largest number: rounding is less, another
    /// computation more.</summary>
    public const double Tolerance = 1e-3;

    /// <param name="input">Natural sequences.</param>
    /// <exception cref="InputException">The model breaks a promise.</exception>
    public static void Require(CalledModel model, CalledInput input)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor logits = model.Logits(input), again = model.Logits(input);
        string name = model.NameOf(CalledPart.Logits);
        RequireNumbers(model, logits, name, "logits");
        if (logits.ne(again).any().item<bool>())
            throw model.Error($"{name} gives other logits for the same input twice; put the network into evaluation mode, without dropout "
                + "and noise, and let it keep nothing from call to call");
        RequireFromLeftToRight(model, input, logits);
        IReadOnlyList<Tensor> latents = model.Record(input, model.Sites);
        foreach ((Site site, Tensor found) in model.Sites.Zip(latents))
        {
            RequireNumbers(model, found, model.NameOf(CalledPart.Record, site), "latents");
            RequireReplacement(model, input, logits, site, found);
        }
    }

    private static void RequireNumbers(CalledModel model, Tensor found, string name, string what)
    {
        if (!found.isfinite().all().item<bool>())
            throw model.Error($"{name} gives {what} that are no numbers");
    }

    // Rows are padded on the right, and cut where nothing later is asked for.
    private static void RequireFromLeftToRight(CalledModel model, CalledInput input, Tensor logits)
    {
        if (input.Time == 1)
            return;
        long half = (input.Time + 1) / 2;
        CalledInput first = new(
            input.Values.narrow(0, 0, 1).narrow(1, 0, half).contiguous(), [Math.Min(input.Lengths[0], (int)half)]);
        double difference = Difference(model.Logits(first), logits.narrow(0, 0, 1).narrow(1, 0, half));
        if (!(difference <= Tolerance))
            throw model.Error($"{model.NameOf(CalledPart.Logits)} gives other logits for the beginning of a sequence than for the same "
                + Invariant($"positions of the whole one among others (they differ by {difference:g2} of the largest); a network that ")
                + "reads from left to right is wanted, and one that treats each sequence by itself");
    }

    // With its own latents the network must go on as it does; with others it must not.
    private static void RequireReplacement(CalledModel model, CalledInput input, Tensor logits, Site site, Tensor latents)
    {
        string resume = model.NameOf(CalledPart.Resume, site);
        Tensor all = ones_like(input.Values.dim() == 3 ? input.Values.select(2, 0) : input.Values, dtype: ScalarType.Bool);
        Tensor own = model.Resume(input, new(site, latents, all));
        Tensor none = model.Resume(input, new(site, zeros_like(latents), all.logical_not()));
        if (Math.Max(Difference(own, logits), Difference(none, logits)) is var difference && !(difference <= Tolerance))
            throw model.Error($"{resume} gives other logits with the network's own latents than {model.NameOf(CalledPart.Logits)} does "
                + Invariant($"(they differ by {difference:g2} of the largest); where nothing is replaced, or a latent by what ")
                + $"{model.NameOf(CalledPart.Record, site)} gives, the network must go on as it does by itself");
        // What is added to all units alike would be lost in a layer norm.
        using Tensor other = latents.neg().add(ones_like(latents), HeldScalar.One);
        using CalledPass run = model.Run(input, new(site, other, all));
        if (run.Logits.select(1, 0).eq(own.select(1, 0)).all().item<bool>())
            throw model.Error($"{resume} gives the same logits at a position whatever the latent there is; where 'replaced' is true the "
                + "latent must be used, from the logits of its own position on");
        Tensor gradient = run.Back(run.Logits);
        if (!gradient.shape.SequenceEqual(latents.shape) || !gradient.isfinite().all().item<bool>())
            throw model.Error($"{resume} has a gradient that is no {string.Join(" by ", latents.shape)} numbers");
        if (site.IsHandedOn)
            RequireNumbers(
                model, model.Follow(input, new(site, other, all)), model.NameOf(CalledPart.Follow, site), "latents");
    }

    // As a share of the largest number.
    private static double Difference(Tensor found, Tensor wanted)
    {
        using var scope = NewDisposeScope();
        Tensor difference = (found - wanted).abs().max(), largest = wanted.abs().max();
        double size = largest.to_type(ScalarType.Float64).item<double>();
        return difference.to_type(ScalarType.Float64).item<double>() / Math.Max(size, double.Epsilon);
    }
}
