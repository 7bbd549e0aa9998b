using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Docs;

/// <summary>The new architecture of docs/reference/extending.md.</summary>
public class ExtendingArchitecture
{
    private static readonly RectifiedArchitecture s_architecture = new();

    [Fact]
    public void States_of_an_added_architecture_are_those_of_its_formula()
    {
        using var scope = NewDisposeScope();
        using var network = (RecurrentNetwork)ShortTraining.Network(s_architecture, Golden.MultiObject, 1);
        RecurrentWeights weights = network.Weights;
        RecurrentLayer layer = weights.Layers[0];
        int[] tokens = Golden.MultiObject.Vocabulary.Parse("B D0 D1 T R R E");
        using RunnableActivity recording = network.Record(TokenRows.From([tokens]), network.State);
        Tensor state = zeros(ShortTraining.Width);
        for (int t = 0; t < tokens.Length; t++)
        {
            state = (layer.InputWeight.mv(weights.Embedding[tokens[t]]) + layer.InputBias + layer.StateWeight.mv(state)
                + layer.StateBias).relu();
            Golden.Close(recording.Latents([t]).squeeze(0), state, 1e-5);
        }
    }

    [Fact]
    public void An_added_architecture_resumed_from_states_that_are_left_as_they_are_goes_on_as_it_did()
    {
        using var scope = NewDisposeScope();
        using Network network = ShortTraining.Network(s_architecture, Golden.MultiObject, 1);
        int[] tokens = Golden.MultiObject.Vocabulary.Parse("B D0 D1 T R R E");
        using RunnableActivity recording = network.Record(TokenRows.From([tokens]), network.FindSite("state")!);
        var rows = new TargetRows([2], [2], TokenRows.From([tokens[3..]]));
        using PreparedTargets targets = recording.Prepare(rows);
        var everywhere = new TargetReads(new TargetPlaces([0, 0, 0, 0], [0, 1, 2, 3]));
        Golden.Close(targets.Resume((latents, _) => latents, everywhere).Logits!, recording.Logits([2, 3, 4, 5]), 1e-5);
    }

    [Fact]
    public void Networks_of_an_added_architecture_are_aligned()
    {
        using Network first = ShortTraining.Network(s_architecture, Golden.MultiObject, 1);
        using Network second = ShortTraining.Network(s_architecture, Golden.MultiObject, 2);
        ShortTraining.Run(Golden.MultiObject, first, second, seed => ShortTraining.Cayley(3, seed),
            new FixedMask([3], [ShortTraining.Width]), "full");
    }
}

// snippet
/// <summary><c>relu-rnn</c>: the state is the hidden vector.</summary>
internal sealed class RectifiedArchitecture() : RecurrentArchitecture(new RectifiedCell());

/// <summary>h' = max(0, W_i x + b_i + W_h h + b_h) (Le et al. 2015, with PyTorch's two biases).</summary>
internal sealed class RectifiedCell : RecurrentCell
{
    public override string Name => "relu-rnn";

    public override IReadOnlyList<string> GateNames => ["new"];

    public override int Vectors => 1;

    public override Tensor Step(Tensor inputGates, Tensor state, RecurrentLayer layer)
    {
        using var scope = NewDisposeScope();
        return layer.StateGates(state).add_(inputGates, HeldScalar.One).relu().MoveToOuterDisposeScope();
    }
}
// end of snippet
