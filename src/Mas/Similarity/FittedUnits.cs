namespace Mas.Similarity;

/// <summary>Centred latents with the diagonal of their kernel, and the kernel itself once somebody needs it.</summary>
internal sealed class FittedUnits : Fitted
{
    private readonly Tensor _centred; // [n, d]
    private readonly Lazy<Triangle> _kernel;

    private FittedUnits(string measure, Tensor centred, Func<Tensor, Triangle> kernel)
        : base(measure, (int)centred.size(0), (int)centred.size(1))
    {
        using var scope = NewDisposeScope();
        _centred = centred.DetachFromDisposeScope();
        _kernel = new Lazy<Triangle>(() => kernel(_centred));
        Energies = (centred * centred).sum([1]).ToArray<double>();
    }

    public static FittedUnits Of(string measure, Representation representation) =>
        new(measure, representation.Centred.alias(), representation.GramOf);

    /// <summary>[n] squared lengths of the rows.</summary>
    public double[] Energies { get; }

    /// <summary>HSIC of the kernel with itself, by the measure's estimator.</summary>
    public double OwnHsic { get; set; }

    /// <summary>tr(KL) = |XᵀY|², by the way that takes fewer multiplications for one pair.</summary>
    public static double KernelProduct(FittedUnits a, FittedUnits b)
    {
        // n·d·d′ against n²/2·d + n²/2·d′.
        if (2.0 * a.Width * b.Width <= (double)a.Samples * (a.Width + b.Width))
        {
            using var scope = NewDisposeScope();
            Tensor product = a._centred.t().mm(b._centred); // [d, d′]
            return (product * product).sum().item<double>();
        }
        return 2 * Vectors.Dot(a._kernel.Value.Upper, b._kernel.Value.Upper) + Vectors.Dot(a.Energies, b.Energies);
    }

    public override Fitted Reordered(int[] order) =>
        new FittedUnits(Measure, Rows(_centred, order), _ => ReorderedKernel(order)) { OwnHsic = OwnHsic };

    private Triangle ReorderedKernel(int[] order)
    {
        Triangle kernel = _kernel.Value;
        double[] upper = GC.AllocateUninitializedArray<double>(kernel.Upper.Length);
        Triangle.Reorder<double>(kernel.Upper, upper, order);
        return new Triangle(upper, Array.ConvertAll(order, sample => kernel.Diagonal[sample]));
    }

    public override void Dispose() => _centred.Dispose();
}
