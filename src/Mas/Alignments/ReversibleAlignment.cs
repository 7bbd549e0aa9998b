namespace Mas.Alignments;

/// <summary>A reversible residual network (Gomez et al. 2017): the latent's first ⌈d/2⌉ coordinates are x, the rest y, and each block does
/// x ← x + F(y), then y ← y + G(x); F and G are two layers with a ReLU between. The inverse goes through the blocks backwards and
/// subtracts; it is exact whatever F and G are.</summary>
/// <remarks>Parameters, for block i and for F and G: <c>blocks.i.F.0.weight</c> [hidden, in], <c>.0.bias</c> [hidden], <c>.1.weight</c>
/// [out, hidden], <c>.1.bias</c> [out]. Starts close to the identity: first layers N(0, 2/in), as a ReLU wants it (He et al. 2015), last
/// layers a hundredth of N(0, 1/hidden), so that training turns away from the natural latents no further than the loss asks; biases 0. Not
/// linear, and expressive enough to align almost anything: its results are read beside the controls. Never singular; degenerates where the
/// weights grow until rounding spoils the inverse, or are not finite.</remarks>
internal sealed class ReversibleAlignment : AlignmentFunction
{
    private const double LastLayer = 0.01;

    private readonly IReadOnlyList<ReversibleBlock> _blocks;

    /// <param name="width">At least 2.</param>
    /// <param name="parameters">Their start by the names above, for blocks 0, 1, … as far as there are. Owned from here on.</param>
    public ReversibleAlignment(int width, int columns, IReadOnlyDictionary<string, Tensor> parameters)
    {
        if (width < 2 || columns < 1 || columns > width)
            throw new ArgumentException(
                $"{columns} columns of a reversible map of width {width} were asked for; it needs two halves.", nameof(width));
        (Width, Columns) = (width, columns);
        int upper = (width + 1) / 2, lower = width / 2;
        var blocks = new List<ReversibleBlock>();
        while (parameters.ContainsKey(Name(blocks.Count, "F.0.weight")))
            blocks.Add(new(
                Layers(parameters, Name(blocks.Count, "F"), lower, upper), Layers(parameters, Name(blocks.Count, "G"), upper, lower)));
        _blocks = [.. blocks.Select(block => block.With(Learned))];
        Parameters = _blocks.SelectMany((block, i) => block.Tensors.Select(named => (Name: Name(i, named.Name), named.Tensor)))
            .ToDictionary(named => named.Name, named => named.Tensor);
        if (Parameters.Count == 0 || Parameters.Count != parameters.Count)
            throw new ArgumentException($"{parameters.Count} parameters do not make the blocks of a reversible map.", nameof(parameters));
    }

    public override int Width { get; }

    /// <summary>Coordinates of the aligned space that <see cref="Map"/> gives.</summary>
    public int Columns { get; }

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    // Over aliases, which whoever uses the map may dispose.
    public override AlignmentMap Map() =>
        new ReversibleMap(Width, Columns, [.. _blocks.Select(block => block.With(tensor => tensor.alias()))]);

    public override Degeneration? Degenerates() => NotFinite();

    public override Tensor Align(Tensor latents) => All.Align(latents);

    public override Tensor Invert(Tensor aligned) => All.Invert(aligned);

    internal static ReversibleAlignment Start(FamilyStart start)
    {
        AlignmentDesign design = start.Design;
        int hidden = design.Hidden ?? start.Width, upper = (start.Width + 1) / 2, lower = start.Width / 2;
        if (start.Width < 2)
            throw new InputException(
                "a reversible alignment splits latents into two halves, but a network's latents have width 1; use 'orthogonal'",
                key: "alignment.family");
        if (design.Blocks < 1)
            throw new InputException(
                $"a reversible alignment of {design.Blocks} blocks was asked for; it needs at least 1", key: "alignment.reversible.blocks");
        if (hidden < 1)
            throw new InputException(
                $"a reversible alignment with {hidden} hidden units was asked for; it needs at least 1",
                key: "alignment.reversible.hidden");
        var parameters = new Dictionary<string, Tensor>();
        for (int i = 0; i < design.Blocks; i++)
        {
            AddLayers(Name(i, "F"), lower, upper);
            AddLayers(Name(i, "G"), upper, lower);
        }
        return new ReversibleAlignment(start.Width, start.Columns, parameters);

        void AddLayers(string name, int inputs, int outputs)
        {
            parameters[name + ".0.weight"] = start.Gaussian(name + ".0.weight", Math.Sqrt(2.0 / inputs), hidden, inputs);
            parameters[name + ".0.bias"] = start.Device.Zeros(hidden);
            parameters[name + ".1.weight"] = start.Gaussian(name + ".1.weight", LastLayer / Math.Sqrt(hidden), outputs, hidden);
            parameters[name + ".1.bias"] = start.Device.Zeros(outputs);
        }
    }

    private static TwoLayers Layers(IReadOnlyDictionary<string, Tensor> parameters, string name, int inputs, int outputs)
    {
        Tensor Named(string part) => parameters.TryGetValue($"{name}.{part}", out Tensor? tensor)
            ? tensor : throw new ArgumentException($"the parameter {name}.{part} of a reversible map is missing.", nameof(parameters));
        var layers = new TwoLayers(Named("0.weight"), Named("0.bias"), Named("1.weight"), Named("1.bias"));
        Shape.RequireMatrix(layers.FirstWeight, -1, inputs, name + ".0.weight");
        Shape.RequireVector(layers.FirstBias, layers.FirstWeight.size(0), name + ".0.bias");
        Shape.RequireMatrix(layers.SecondWeight, outputs, layers.FirstWeight.size(0), name + ".1.weight");
        Shape.RequireVector(layers.SecondBias, outputs, name + ".1.bias");
        return layers;
    }

    private ReversibleMap All => new(Width, Width, _blocks);

    private static string Name(int block, string part) => Invariant($"blocks.{block}.{part}");
}
