using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Networks.Recurrent;
using Mas.Tasks;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Copies;

/// <summary>A network in other coordinates does what its original does, and its latents are the original's, multiplied by one
/// matrix.</summary>
public sealed class RecodedNetworkTests : IDisposable
{
    private static readonly Recoding s_oblique = new(null, 30), s_both = new(4, 30);

    private readonly DisposeScope _scope;

    public RecodedNetworkTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
    }

    // One half of the singular values is the root of the condition number, the other its inverse.
    [Theory, InlineData(1.0), InlineData(30.0), InlineData(1e4)]
    public void The_matrix_has_the_condition_number_that_is_asked_for(double condition)
    {
        const int width = 9;
        using Coordinates coordinates = new Recoding(null, condition).At(new Site("state", width), Device.Cpu);
        Tensor matrix = coordinates.Of(Exact(width));
        double[] values = linalg.svdvals(matrix).data<double>().ToArray();
        for (int i = 0; i < width; i++)
            Assert.Equal(i < width / 2 ? Math.Sqrt(condition) : 1 / Math.Sqrt(condition), values[i], 1e-9 * values[i]);
        Golden.Close(coordinates.Back(matrix), Exact(width), 1e-9);
        using Coordinates other = new Recoding(null, condition).At(new Site("layer.1", width), Device.Cpu);
        Assert.True((other.Of(Exact(width)) - matrix).abs().max().item<double>() > 0.1);
    }

    [Fact]
    public void Units_in_another_order_are_the_order_of_the_seed_and_the_site_and_come_before_the_rest()
    {
        var site = new Site("state", 8);
        using Coordinates moved = new Recoding(4, null).At(site, Device.Cpu), oblique = s_oblique.At(site, Device.Cpu),
            both = s_both.At(site, Device.Cpu);
        Tensor latents = tensor(Enumerable.Range(0, 16).Select(i => (float)i).ToArray(), [2, 8]);
        int[] order = UnitOrder.Of(8, SeededRandom.Derive(4, "state"));
        Golden.Close(moved.Of(latents), latents.index_select(1, Device.Cpu.Indices(order)), 0);
        Golden.Close(moved.Back(moved.Of(latents)), latents, 0);
        Golden.Close(both.Of(Exact(8)), moved.Of(Exact(8)).mm(oblique.Of(Exact(8))), 1e-12);
    }

    [Theory]
    [InlineData("gru", "state", false)]
    [InlineData("gru", "state", true)]
    [InlineData("gru", "embedding", true)]
    [InlineData("lstm", "state", true)]
    public void A_recurrent_network_goes_on_from_replaced_latents_as_its_original_does(string cell, string site, bool stepwise)
    {
        using var made = new RandomRecurrent(cell, "mlp-gelu", seed: 51);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise);
        Same(made.Network, made.Pool, made.Network.FindSite(site)!, rows, scored);
    }

    [Theory, InlineData("layer.0", true), InlineData("layer.1", false), InlineData("layer.2", true)]
    public void A_transformer_goes_on_from_replaced_latents_as_its_original_does(string site, bool stepwise)
    {
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 52);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise);
        Same(made.Network, made.Pool, made.Network.FindSite(site)!, rows, scored);
    }

    // The pass of the GRU that is written out, in float32.
    [Fact]
    public void A_scored_pass_has_the_losses_and_gradients_of_the_original()
    {
        using RecurrentNetwork original = Golden.Recurrent("gru-a");
        using RecodedNetwork copy = Recoded(original, s_oblique);
        TokenRows pool = Rows(60);
        TargetRows rows = new([.. Enumerable.Range(0, 60).Select(q => pool.Offsets[q] + 1)],
            [.. Enumerable.Range(0, 60).Select(q => pool.Offsets[q] + 1)],
            TokenRows.From([.. Enumerable.Range(0, 60).Select(q => pool.Tokens[(pool.Offsets[q] + 2)..pool.Offsets[q + 1]])]));
        bool[] scored = [.. rows.Continuations.Tokens.Select(_ => true)];
        double[] shares = [.. scored.Select(_ => 0.01)];
        using Coordinates coordinates = s_oblique.At(original.State, Device.Cpu);
        using RunnableActivity one = original.Record(pool, original.State), other = copy.Record(pool, original.State);
        using ScoredTargets natural = new(one.Prepare(rows), scored), recoded = new(other.Prepare(rows), scored);
        Tensor added = GaussianRows(60, original.State.Width).requires_grad_(true),
            addedThere = coordinates.Of(added.detach()).requires_grad_(true);
        ScoredRun wanted = natural.Run((latents, entries) => latents + added.Rows(entries), shares),
            found = recoded.Run((latents, entries) => latents + addedThere.Rows(entries), shares);
        Assert.Equal(wanted.Predicted, found.Predicted);
        Assert.All(wanted.Losses.Zip(found.Losses), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        wanted.Surrogate!.backward();
        found.Surrogate!.backward();
        Golden.CloseToLargest(addedThere.grad!, added.grad!.to_type(ScalarType.Float64).mm(coordinates.Back(
            Exact(original.State.Width)).t()), 1e-4);
        Golden.CloseToLargest(other.Latents(rows.Last), one.Latents(rows.Last).to_type(ScalarType.Float64).mm(
            coordinates.Of(Exact(original.State.Width))), 1e-6);
    }

    [Fact]
    public void Activity_is_shared_cut_down_and_goes_on_from_kept_continuations()
    {
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 53);
        using RecodedNetwork copy = Recoded(made.Network, s_oblique);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise: false);
        using RunnableActivity whole = copy.Record(made.Pool, made.Network.FindSite("layer.1")!);
        int[] some = [.. rows.Last.Distinct().Order()];
        Tensor latents = whole.Latents(some);
        using RunnableActivity cut = whole.Only(some), shared = whole.Share();
        using ScoredTargets kept = new(shared.Prepare(rows, whole.Continuations!(rows)), scored), run = new(whole.Prepare(rows), scored);
        Golden.Close(kept.Logits((own, _) => own * own), run.Logits((own, _) => own * own), 0);
        whole.Dispose();
        Golden.Close(cut.Latents(some), latents, 0);
        Golden.Close(shared.Latents(some), latents, 0);
    }

    [Fact]
    public void Latents_that_are_read_later_are_in_the_same_coordinates()
    {
        using var made = new RandomRecurrent("gru", "linear", seed: 54);
        using RecodedNetwork copy = Recoded(made.Network, s_both);
        (TargetRows rows, _) = made.NaturalTargets(stepwise: false);
        (int Row, int Step)[] at = [.. from row in Enumerable.Range(0, rows.Count)
            from step in Enumerable.Range(1, rows.Continuations.Length(row) - 1) select (row, step)];
        var places = new TargetPlaces(Array.ConvertAll(at, one => one.Row), Array.ConvertAll(at, one => one.Step));
        using RunnableActivity activity = copy.Record(made.Pool, made.Network.State);
        using PreparedTargets targets = activity.Prepare(rows);
        TargetReadings found = targets.Resume((latents, _) => latents, new TargetReads(Latents: places));
        Golden.Close(found.Latents!, activity.Latents(Array.ConvertAll(at, one => rows.Last[one.Row] + one.Step)), 1e-10);
    }

    [Fact]
    public void Recording_and_resuming_leave_no_tensor_behind()
    {
        using var made = new RandomRecurrent("gru", "mlp-gelu", seed: 55);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise: false);
        void Once()
        {
            using RecodedNetwork copy = Recoded(made.Network, s_both);
            using RunnableActivity recording = copy.Record(made.Pool, made.Network.State);
            using var targets = new ScoredTargets(recording.Prepare(rows), scored);
            using (NewDisposeScope())
                targets.Logits((latents, _) => latents * latents).Dispose();
            recording.Latents(rows.Last).Dispose();
        }
        Once();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Once();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    // Where nothing says which weights are a unit's, its activity is put in another order.
    [Fact]
    public void A_network_that_a_program_gives_is_copied_in_another_order_and_in_oblique_coordinates()
    {
        using RecurrentNetwork given = Golden.Recurrent("gru-a");
        var request = new NetworkRequest { Name = "copy", Task = Golden.MultiObject };
        var permuted = new CopiedNetwork("a", new GivenNetwork(given), 3, 0);
        var oblique = new CopiedNetwork("b", permuted, null, 0) { Oblique = 2 };
        Assert.Equal(["embedding", "state"], oblique.KnownSites!.Select(site => site.Name));
        TokenRows pool = Rows(5);
        string[] hashes;
        using (RunnableActivity own = given.Record(pool, given.State))
        using (OpenedSource first = permuted.Open(request), second = oblique.Open(request))
        {
            hashes = [new GivenNetwork(given).Open(request).Hash, first.Hash, second.Hash];
            using RunnableActivity moved = first.Network.Record(pool, given.State), turned = second.Network.Record(pool, given.State);
            int[] order = UnitOrder.Of(given.State.Width, SeededRandom.Derive(3, "state"));
            Tensor latents = own.Latents([3, 7]), wanted = latents.index_select(1, Device.Cpu.Indices(order));
            Golden.Close(moved.Latents([3, 7]), wanted, 0);
            using Coordinates coordinates = new Recoding(null, 2).At(given.State, Device.Cpu);
            Golden.Close(turned.Latents([3, 7]), coordinates.Of(wanted), 1e-6);
            Golden.Close(turned.Logits([3, 7]), own.Logits([3, 7]), 0);
        }
        Assert.Equal(3, hashes.Distinct().Count());
        given.Record(pool, given.State).Dispose(); // it stays the program's
        Assert.Contains("weights are not known by name", Assert.Throws<Mas.Results.Files.InputException>(
            () => new CopiedNetwork("a", new GivenNetwork(given), null, 3).Open(request)).Message, StringComparison.Ordinal);
    }

    // With h' = hA + b in the original's coordinates, the copy's are h' = h(M⁻¹AM) + bM; gradients go the other way.
    private static void Same(Network original, TokenRows pool, Site site, TargetRows rows, bool[] scored)
    {
        using RecodedNetwork copy = Recoded(original, s_oblique);
        using Coordinates coordinates = s_oblique.At(site, Device.Cpu);
        Tensor matrix = coordinates.Of(Exact(site.Width)), inverse = coordinates.Back(Exact(site.Width));
        using RunnableActivity one = original.Record(pool, site), other = copy.Record(pool, site);
        int[] all = [.. Enumerable.Range(0, pool.Tokens.Length)];
        Golden.CloseToLargest(other.Latents(all), one.Latents(all).mm(matrix), 1e-12);
        Golden.Close(other.Logits(all), one.Logits(all), 0);
        using ScoredTargets natural = new(one.Prepare(rows), scored), recoded = new(other.Prepare(rows), scored);
        Golden.Close(recoded.Logits((latents, _) => latents), natural.Logits((latents, _) => latents), 1e-10);

        MixedReplacement made = RandomRecurrent.Replacement(site.Width, rows);
        MixedReplacement there = new(
            inverse.mm(made.Matrix.detach()).mm(matrix).requires_grad_(true), made.Added.detach().mm(matrix).requires_grad_(true));
        Tensor wanted = natural.Logits(Affine(made)), found = recoded.Logits(Affine(there));
        Golden.CloseToLargest(found, wanted, 1e-9);
        nn.functional.cross_entropy(wanted, tensor(natural.Labels)).backward();
        nn.functional.cross_entropy(found, tensor(recoded.Labels)).backward();
        Golden.CloseToLargest(there.Added.grad!, made.Added.grad!.mm(inverse.t()), 1e-8);
        Golden.CloseToLargest(there.Matrix.grad!, matrix.t().mm(made.Matrix.grad!).mm(inverse.t()), 1e-8);
    }

    private static Replacement Affine(MixedReplacement made) =>
        (latents, entries) => latents.mm(made.Matrix) + made.Added.Rows(entries);

    private static RecodedNetwork Recoded(Network original, Recoding recoding) =>
        new(new OpenedSource(original, "test", "hash") { IsBorrowed = true }, recoding);

    private static Tensor Exact(int width) => Device.Cpu.Exact.Eye(width);

    private static Tensor GaussianRows(int rows, int width) =>
        Mas.Alignments.GaussianTensor.Of(6, 0.3, rows, width).to_type(ScalarType.Float32);

    private static TokenRows Rows(int count)
    {
        var random = new SeededRandom(8);
        return Golden.MultiObject.Rows(count, QuantityChoice.Trained, ref random);
    }

    public void Dispose() => _scope.Dispose();
}
