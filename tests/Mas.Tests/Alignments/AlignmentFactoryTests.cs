using Mas.Alignments;
using Mas.Results.Files;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

public class AlignmentFactoryTests
{
    private const int Width = 7, Columns = 3;

    public static TheoryData<AlignmentFamily, Parametrisation, Normalise, Nonlinearity> Designs()
    {
        var designs = new TheoryData<AlignmentFamily, Parametrisation, Normalise, Nonlinearity>();
        foreach (Normalise normalise in Enum.GetValues<Normalise>())
            foreach (Nonlinearity nonlinearity in Enum.GetValues<Nonlinearity>())
            {
                foreach (AlignmentFamily family in Enum.GetValues<AlignmentFamily>())
                    designs.Add(family, Parametrisation.Auto, normalise, nonlinearity);
                foreach (Parametrisation parametrisation in Enum.GetValues<Parametrisation>())
                    designs.Add(AlignmentFamily.Orthogonal, parametrisation, normalise, nonlinearity);
            }
        return designs;
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_design_makes_a_sound_float32_function_that_its_seed_decides(
        AlignmentFamily family, Parametrisation parametrisation, Normalise normalise, Nonlinearity nonlinearity)
    {
        using var scope = NewDisposeScope();
        var design = new AlignmentDesign
        {
            Family = family,
            Parametrisation = parametrisation,
            Normalise = normalise,
            Nonlinearity = nonlinearity,
        };
        Tensor latents = Latents();
        Tensor? start = AlignmentFactory.HasOrthogonalBase(design) ? OrthogonalBase.Random(Width, 3) : null;
        using AlignmentFunction one = AlignmentFactory.Create(design, Width, Columns, start, latents, 5),
            same = AlignmentFactory.Create(design, Width, Columns, start, latents, 5);
        using AlignmentFunction other = AlignmentFactory.Create(design, Width, Columns, start, latents, 6);
        Assert.Null(one.Degenerates());
        Assert.All(one.Parameters.Values.Concat(one.Constants.Values), tensor => Assert.Equal(ScalarType.Float32, tensor.dtype));
        Assert.All(one.Parameters.Values, tensor => Assert.True(tensor.requires_grad));
        Assert.All(one.Constants.Values, tensor => Assert.False(tensor.requires_grad));
        Assert.Equal(Bytes(one), Bytes(same));
        Assert.Equal(start is not null, Bytes(one).SequenceEqual(Bytes(other))); // a base leaves nothing to chance
        Assert.Equal(normalise == Normalise.Standard || nonlinearity != Nonlinearity.Identity, one is NormalisedAlignment);
        Assert.Equal((Width, Columns), (one.Map().Width, one.Map().Columns));
        if (family == AlignmentFamily.AffinePair)
            return;
        Tensor single = latents.to_type(ScalarType.Float32);
        Golden.Close(one.Invert(one.Align(single)), single, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Families_with_a_base_start_by_reading_its_first_columns(
        AlignmentFamily family, Parametrisation parametrisation, Normalise normalise, Nonlinearity nonlinearity)
    {
        using var scope = NewDisposeScope();
        var design = new AlignmentDesign
        {
            Family = family,
            Parametrisation = parametrisation,
            Normalise = normalise,
            Nonlinearity = nonlinearity,
        };
        Tensor latents = Latents(), start = OrthogonalBase.Random(Width, 3);
        if (!AlignmentFactory.HasOrthogonalBase(design))
            return;
        using AlignmentFunction made = AlignmentFactory.Create(design, Width, Columns, start, latents, 5);
        Tensor normalised = AlignmentFactory.Normalisation(design, latents)?.Apply(latents) ?? latents;
        Golden.Close(made.Map().Align(latents.to_type(ScalarType.Float32)), normalised.mm(start.narrow(1, 0, Columns)), 2e-5);
    }

    [Fact]
    public void Auto_is_cayley_up_to_width_512_and_stiefel_above()
    {
        using var scope = NewDisposeScope();
        var design = new AlignmentDesign();
        foreach ((int width, bool thin) in new[] { (512, false), (513, true) })
        {
            Tensor start = OrthogonalBase.RandomThin(width, thin ? 2 : width, 1);
            using AlignmentFunction made = AlignmentFactory.Create(design, width, 2, start, zeros(1, width), 1);
            Assert.Equal(thin, made is StiefelAlignment);
            Assert.Equal(!thin, made is CayleyAlignment);
            Assert.Equal(thin, AlignmentFactory.HasThinBase(design, width));
        }
    }

    [Fact]
    public void The_base_and_the_latents_stay_the_callers()
    {
        using var scope = NewDisposeScope();
        Tensor start = OrthogonalBase.Random(Width, 3).to_type(ScalarType.Float32), latents = Latents().to_type(ScalarType.Float32);
        byte[] before = start.contiguous().bytes.ToArray();
        foreach (AlignmentFamily family in Enum.GetValues<AlignmentFamily>())
        {
            using AlignmentFunction made = AlignmentFactory.Create(new AlignmentDesign { Family = family, Normalise = Normalise.Standard },
                Width, Width, start, latents, 1);
            using var frozen = no_grad();
            foreach (Tensor tensor in made.Parameters.Values.Concat(made.Constants.Values))
                tensor.zero_();
        }
        Assert.False(start.requires_grad);
        Assert.Equal(before, start.contiguous().bytes.ToArray());
        Assert.Equal(Width, latents.size(1));
    }

    [Theory]
    [InlineData(0, 4, 7, "alignment.reversible.blocks: a reversible alignment of 0 blocks was asked for; it needs at least 1")]
    [InlineData(3, 0, 7, "alignment.reversible.hidden: a reversible alignment with 0 hidden units was asked for; it needs at least 1")]
    [InlineData(3, 4, 1,
        "alignment.family: a reversible alignment splits latents into two halves, but a network's latents have width 1; use 'orthogonal'")]
    public void A_reversible_design_that_cannot_be_is_refused_in_one_sentence(int blocks, int hidden, int width, string message)
    {
        using var scope = NewDisposeScope();
        var design = new AlignmentDesign { Family = AlignmentFamily.Reversible, Blocks = blocks, Hidden = hidden };
        Tensor latents = OrthogonalAlignmentTests.Gaussian(1, 4, width);
        Assert.Equal(message, Assert.Throws<InputException>(() => AlignmentFactory.Create(design, width, 1, null, latents, 1)).Message);
    }

    [Fact]
    public void A_missing_or_narrow_base_is_refused()
    {
        using var scope = NewDisposeScope();
        Tensor latents = Latents();
        foreach (Tensor? start in new[] { null, eye(Width).narrow(1, 0, Columns - 1), eye(Width + 1) })
            foreach (AlignmentFamily family in new[] { AlignmentFamily.Orthogonal, AlignmentFamily.Linear, AlignmentFamily.AffinePair })
                Assert.Throws<ArgumentException>(
                    () => AlignmentFactory.Create(new AlignmentDesign { Family = family }, Width, Columns, start, latents, 1));
        Assert.Throws<ArgumentException>(() => AlignmentFactory.Create(new AlignmentDesign(), Width, Width + 1, eye(Width), latents, 1));
    }

    // Within the interval of every nonlinearity.
    private static Tensor Latents() => OrthogonalAlignmentTests.Gaussian(1, 20, Width).sigmoid();

    private static byte[] Bytes(AlignmentFunction made) =>
        [.. made.Parameters.Values.SelectMany(tensor => tensor.contiguous().bytes.ToArray())];
}
