namespace Mas.Networks.Pretrained;

/// <summary>W x + b, and beside it a low-rank change: W x + b + U (D x). Products are in the type of W; what goes in and comes out is
/// float32.</summary>
/// <param name="weight">[out, in], frozen; a view of what is held.</param>
/// <param name="bias">[out]; null for none.</param>
/// <param name="change">Null for none.</param>
internal sealed class LinearMap(Tensor weight, Tensor? bias, LowRankChange? change)
{
    // Measured: of 49 152 outputs, products of 1 024 at a time are a third to a half faster.
    private const long OutputsAtOnce = 1024;

    /// <param name="input">[n, in]</param>
    /// <returns>[n, out]</returns>
    public Tensor Apply(Tensor input)
    {
        if (weight.dtype == input.dtype)
        {
            Tensor result = nn.functional.linear(input, weight, bias);
            change?.AddTo(result, input);
            return result;
        }
        using var scope = NewDisposeScope();
        Tensor narrow = input.to(weight.dtype), product = nn.functional.linear(narrow, weight).to(input.dtype);
        if (bias is not null)
            product.add_(bias, HeldScalar.One);
        change?.AddTo(product, input);
        return product.MoveToOuterDisposeScope();
    }

    /// <summary>All outputs, a few columns at a time: where there are many, what is packed for a product stays in a cache.</summary>
    /// <param name="input">[n, in]</param>
    /// <param name="result">[n, out] float32, overwritten.</param>
    public void Apply(Tensor input, Tensor result)
    {
        for (long first = 0, all = weight.size(0); first < all; first += OutputsAtOnce)
        {
            using var scope = NewDisposeScope();
            long count = Math.Min(OutputsAtOnce, all - first);
            Tensor place = result.narrow(1, first, count);
            if (weight.dtype != input.dtype || bias is not null)
            {
                place.copy_(Apply(input, first, count));
                continue;
            }
            place.addmm_(input, weight.narrow(0, first, count).t(), 0, 1);
            change?.Rows(first, count).AddTo(place, input);
        }
    }

    /// <summary>The way back, without gradients of weights.</summary>
    /// <param name="gradient">[n, out] with respect to the outputs.</param>
    /// <returns>[n, in] with respect to the input.</returns>
    public Tensor Back(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        Tensor result = gradient.to(weight.dtype).mm(weight).to(gradient.dtype);
        change?.AddBack(result, gradient);
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Some of the outputs.</summary>
    /// <param name="first">The first of them.</param>
    public Tensor Apply(Tensor input, long first, long count)
    {
        using var scope = NewDisposeScope();
        LowRankChange? rows = change?.Rows(first, count);
        return new LinearMap(weight.narrow(0, first, count), bias?.narrow(0, first, count), rows).Apply(input).MoveToOuterDisposeScope();
    }
}

/// <summary>What a low-rank adapter adds (Hu et al. 2021): U (D x), of any number of modules whose outputs are one matrix. Computed beside
/// the weights, so that networks with different adapters share these. Always in float32: rounded to bfloat16 the sum is another
/// network.</summary>
/// <remarks>Of rank 4 beside all seven matrices of a block of width 576 it adds 3 to 6 % to the time of a pass or a step; to merge it
/// before each pass would write every weight once more.</remarks>
/// <param name="Down">[rank, in], one module's below the other's.</param>
/// <param name="Up">[out, rank], with the scale; zero where a module has no part in an output.</param>
internal sealed record LowRankChange(Tensor Down, Tensor Up)
{
    /// <param name="result">[n, out], changed in place.</param>
    /// <param name="input">[n, in]</param>
    public void AddTo(Tensor result, Tensor input)
    {
        using Tensor turned = Down.t(), inner = input.mm(turned), up = Up.t(); // inner: [n, rank]
        result.addmm_(inner, up, 1, 1);
    }

    /// <param name="result">[n, in], changed in place.</param>
    /// <param name="gradient">[n, out]</param>
    public void AddBack(Tensor result, Tensor gradient)
    {
        using Tensor inner = gradient.mm(Up); // [n, rank]
        result.addmm_(inner, Down, 1, 1);
    }

    public LowRankChange Rows(long first, long count) => this with { Up = Up.narrow(0, first, count) };
}
