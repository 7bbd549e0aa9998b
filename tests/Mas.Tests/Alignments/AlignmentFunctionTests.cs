using Mas.Alignments;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Alignments;

/// <summary>What every alignment function promises, whatever its family.</summary>
public class AlignmentFunctionTests
{
    private const int Rows = 6;

    public static TheoryData<string, ScalarType, int, int> Cases() => Families.Cases();

    public static TheoryData<string> Names() => [.. Families.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inverting_undoes_aligning_in_every_family(string name, ScalarType type, int width, int columns)
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, type, width, columns);
        Tensor latents = Families.Latents(name, type, Rows, width, 3);
        Tensor aligned = alignment.Align(latents);
        Assert.Null(alignment.Degenerates());
        Assert.Equal(type, aligned.dtype);
        Golden.Close(alignment.Invert(aligned), latents, Tolerance(type));
        // And the map is not the identity.
        Assert.True(Golden.Difference(aligned, latents) > 0.01);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_map_gives_the_first_coordinates_and_inverts_them_with_zeros_behind(string name, ScalarType type, int width, int columns)
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, type, width, columns);
        AlignmentMap map = alignment.Map();
        Tensor latents = Families.Latents(name, type, Rows, width, 3), coordinates = Gaussian(4, columns, type);
        Assert.Equal((width, columns), (map.Width, map.Columns));
        Golden.Close(map.Align(latents), alignment.Align(latents).narrow(1, 0, columns), Tolerance(type));
        Golden.Close(map.Invert(coordinates), alignment.Invert(Padded(coordinates, width)), Tolerance(type));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Shifting_moves_the_first_coordinates_and_keeps_the_others(string name, ScalarType type, int width, int columns)
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, type, width, columns);
        AlignmentMap map = alignment.Map();
        Tensor latents = Families.Latents(name, type, Rows, width, 3), change = Gaussian(5, columns, type);
        Tensor shifted = map.Shift(latents, map.Align(latents), change);
        Golden.Close(shifted, alignment.Invert(alignment.Align(latents) + Padded(change, width)), Tolerance(type));
        Golden.Close(map.Shift(latents, map.Align(latents), zeros_like(change)), latents, Tolerance(type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_through_leaves_are_those_of_the_plain_formulas_and_of_differences(string name)
    {
        const int width = 5, columns = 3;
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, ScalarType.Float64, width, columns);
        Tensor latents = Families.Latents(name, ScalarType.Float64, Rows, width, 3);
        Tensor change = Gaussian(4, columns, ScalarType.Float64), coordinates = Gaussian(5, columns, ScalarType.Float64);
        Tensor[] weights = [Gaussian(6, columns, ScalarType.Float64), Gaussian(7, width, ScalarType.Float64),
            Gaussian(8, width, ScalarType.Float64)];
        Tensor Loss(Tensor aligned, Tensor shifted, Tensor inverted) =>
            (aligned * weights[0]).sum() + (shifted * weights[1]).sum() + (inverted * weights[2]).sum();
        Tensor Thin(AlignmentMap map) => Loss(map.Align(latents), map.Shift(latents, map.Align(latents), change), map.Invert(coordinates));

        AlignmentMap made = alignment.Map(), leaves = made.Leaves(true);
        Thin(leaves).backward();
        for (int i = 0; i < made.Tensors.Count; i++)
            made.Tensors[i].backward([leaves.Tensors[i].grad!], create_graph: false, retain_graph: true);
        Dictionary<string, Tensor> gradients = Taken(alignment);

        Tensor all = alignment.Align(latents);
        Loss(all.narrow(1, 0, columns), alignment.Invert(all + Padded(change, width)), alignment.Invert(Padded(coordinates, width)))
            .backward();
        Dictionary<string, Tensor> direct = Taken(alignment);

        foreach ((string parameter, Tensor value) in alignment.Parameters)
        {
            Golden.Close(gradients[parameter], direct[parameter], 1e-10);
            Golden.Close(gradients[parameter], Differences(value, () => Thin(alignment.Map())), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Leaves_of_a_map_compute_the_same_and_share_no_gradient(string name)
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, ScalarType.Float64, 6, 3);
        AlignmentMap map = alignment.Map(), one = map.Leaves(true), other = map.Leaves(true), frozen = map.Leaves(false);
        Tensor latents = Families.Latents(name, ScalarType.Float64, Rows, 6, 3);
        Golden.Close(one.Align(latents), map.Align(latents), 0);
        one.Align(latents).sum().backward();
        Assert.Contains(one.Tensors, tensor => tensor.grad is not null);
        Assert.All(other.Tensors, tensor => Assert.Null(tensor.grad));
        Assert.All(alignment.Parameters.Values, tensor => Assert.Null(tensor.grad));
        Assert.All(one.Tensors, tensor => Assert.True(tensor.requires_grad && tensor.is_leaf));
        Assert.All(frozen.Tensors, tensor => Assert.False(tensor.requires_grad));
        Assert.False(frozen.Align(latents).requires_grad);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Disposing_the_tensors_of_a_map_leaves_the_parameters_of_its_alignment(string name)
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, ScalarType.Float32, 6, 3);
        foreach (Tensor tensor in alignment.Map().Tensors)
            tensor.Dispose();
        using (NewDisposeScope())
            alignment.Map();
        Assert.All(alignment.Parameters.Values, parameter => Assert.False(parameter.IsInvalid));
        Assert.Equal(3, alignment.Map().Align(Families.Latents(name, ScalarType.Float32, Rows, 6, 3)).size(1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_alignment_and_its_map_dispose_every_tensor_that_they_make(string name)
    {
        void Use()
        {
            using var scope = NewDisposeScope();
            Tensor latents = Families.Latents(name, ScalarType.Float32, Rows, 6, 3);
            long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            AlignmentFunction alignment = Families.Make(name, ScalarType.Float32, 6, 3);
            AlignmentMap map = alignment.Map(), leaves = map.Leaves(true);
            Tensor aligned = leaves.Align(latents), shifted = leaves.Shift(latents, aligned, aligned), inverted = leaves.Invert(aligned);
            Tensor all = alignment.Align(latents), back = alignment.Invert(all);
            alignment.Degenerates();
            foreach (Tensor tensor in (Tensor[])[.. map.Tensors, .. leaves.Tensors, aligned, shifted, inverted, all, back])
                tensor.Dispose();
            alignment.Dispose();
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
        Use();
        Use();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_family_refuses_latents_of_another_width(string name)
    {
        using var scope = NewDisposeScope();
        using AlignmentFunction alignment = Families.Make(name, ScalarType.Float32, 6, 3);
        AlignmentMap map = alignment.Map();
        Tensor latents = zeros(2, 6);
        Assert.Throws<ArgumentException>(() => alignment.Align(zeros(2, 5)));
        Assert.Throws<ArgumentException>(() => alignment.Invert(zeros(2, 5)));
        Assert.Throws<ArgumentException>(() => map.Align(zeros(2, 5)));
        Assert.Throws<ArgumentException>(() => map.Invert(zeros(2, 6)));
        Assert.Throws<ArgumentException>(() => map.Shift(latents, map.Align(latents), zeros(2, 4)));
    }

    private static double Tolerance(ScalarType type) => type == ScalarType.Float64 ? 1e-10 : 1e-4;

    private static Tensor Gaussian(int seed, int columns, ScalarType type) =>
        OrthogonalAlignmentTests.Gaussian(seed, Rows, columns).to_type(type);

    private static Tensor Padded(Tensor rows, int width) => nn.functional.pad(rows, [0, width - rows.size(1)]);

    private static Dictionary<string, Tensor> Taken(AlignmentFunction alignment) =>
        alignment.Parameters.ToDictionary(named => named.Key, named =>
        {
            Tensor gradient = named.Value.grad!.clone();
            named.Value.grad!.zero_();
            return gradient;
        });

    // Central differences, entry by entry.
    private static Tensor Differences(Tensor parameter, Func<Tensor> loss)
    {
        const double step = 1e-5;
        using var frozen = no_grad();
        Tensor result = zeros_like(parameter), flat = parameter.view(-1);
        for (long i = 0; i < flat.numel(); i++)
        {
            double start = flat[i].item<double>();
            double At(double value)
            {
                flat[i] = tensor(value, ScalarType.Float64);
                return loss().item<double>();
            }
            result.view(-1)[i] = tensor((At(start + step) - At(start - step)) / (2 * step), ScalarType.Float64);
            At(start);
        }
        return result;
    }
}
