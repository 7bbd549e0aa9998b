using Mas.Interchange;
using Mas.Networks;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>Resuming from recorded states against the plain forward pass over whole sequences.</summary>
public class RecurrentTargetsTests
{
    public static TheoryData<string, string, string, bool> Cases { get; } = new(
        from cell in (string[])["gru", "lstm", "rnn", "gru, 3 layers", "lstm, 3 layers"]
        from head in (string[])["linear", "mlp-gelu"]
        from site in (string[])["embedding", "state", .. cell.EndsWith("layers", StringComparison.Ordinal)
            ? (string[])["state.0", "state.1", "state.2"] : []]
        from stepwise in (bool[])[false, true]
        select (cell, head, site, stepwise));

    private static RandomRecurrent Made(string cell, string head, ulong seed) =>
        cell.Split(", ") is [string kind, _] ? new(kind, head, seed, layers: 3) : new(cell, head, seed);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_and_gradients_are_those_of_the_plain_pass_with_latents_replaced_on_the_way(
        string cell, string head, string site, bool stepwise)
    {
        using var scope = NewDisposeScope();
        using RandomRecurrent made = Made(cell, head, seed: 17);
        Site at = made.Network.FindSite(site)!;
        (TargetRows rows, bool[] scored) = made.Targets(stepwise);
        using RunnableActivity recording = made.Network.Record(made.Pool, at);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);

        MixedReplacement fast = RandomRecurrent.Replacement(at.Width, rows), plain = RandomRecurrent.Replacement(at.Width, rows);
        Tensor logits = targets.Logits(fast.Replace), wanted = made.PlainLogits(rows, scored, at, plain.Replace);
        Golden.Close(logits, wanted, 1e-10);
        Golden.Close(targets.Logits(fast.Replace), wanted, 1e-10); // again, from the same preparation
        nn.functional.cross_entropy(logits, tensor(targets.Labels)).backward();
        nn.functional.cross_entropy(wanted, tensor(targets.Labels)).backward();
        Golden.CloseToLargest(fast.Matrix.grad!, plain.Matrix.grad!, 1e-10);
        Golden.CloseToLargest(fast.Added.grad!, plain.Added.grad!, 1e-10);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Latents_that_are_left_as_they_are_give_the_natural_logits_of_natural_continuations(
        string cell, string head, string site, bool stepwise)
    {
        using var scope = NewDisposeScope();
        using RandomRecurrent made = Made(cell, head, seed: 18);
        (TargetRows rows, bool[] scored) = made.NaturalTargets(stepwise);
        using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.FindSite(site)!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        int[] positions = [.. Enumerable.Range(0, rows.Count)
            .SelectMany(row => Enumerable.Range(rows.Last[row], rows.Continuations.Length(row)))];
        Golden.Close(targets.Logits((latents, _) => latents), recording.Logits(positions), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_entry_is_replaced_once_and_only_the_cells_steps_are_counted(string cell, string head, string site, bool stepwise)
    {
        using var scope = NewDisposeScope();
        using RandomRecurrent made = Made(cell, head, seed: 19);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise);
        using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.FindSite(site)!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        var asked = new List<int[]>();
        targets.Logits((latents, entries) =>
        {
            Assert.Equal(entries.Length, latents.size(0));
            asked.Add(entries);
            return latents;
        });
        Assert.Equal(Enumerable.Range(0, rows.EntryOffsets[^1]), asked.SelectMany(entries => entries).Order());
        if (site == "embedding")
            Assert.Single(asked);
        int fromFirst = Enumerable.Range(0, rows.Count).Sum(row => rows.Last[row] - rows.First[row] + rows.Continuations.Length(row));
        Assert.Equal(site.StartsWith("state", StringComparison.Ordinal) ? fromFirst - rows.Count : fromFirst, targets.PositionsRun);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Latents_at_later_positions_are_those_of_the_plain_pass_and_no_logits_are_made_for_them(
        string cell, string head, string site, bool stepwise)
    {
        using var scope = NewDisposeScope();
        using RandomRecurrent made = Made(cell, head, seed: 22);
        Site at = made.Network.FindSite(site)!;
        (TargetRows rows, bool[] scored) = made.Targets(stepwise);
        using RunnableActivity activity = made.Network.Record(made.Pool, at);
        using PreparedTargets targets = activity.Prepare(rows);
        MixedReplacement fast = RandomRecurrent.Replacement(at.Width, rows), plain = RandomRecurrent.Replacement(at.Width, rows);
        var wanted = new List<(int Row, int Step, Tensor Latent)>();
        made.PlainLogits(rows, scored, at, plain.Replace, (row, step, latent) => wanted.Add((row, step, latent)));
        var places = new TargetPlaces([.. wanted.Select(one => one.Row)], [.. wanted.Select(one => one.Step)]);
        TargetReadings found = targets.Resume(fast.Replace, new TargetReads(Latents: places));
        Assert.Null(found.Logits);
        Golden.Close(found.Latents!, cat([.. wanted.Select(one => one.Latent)], 0), 1e-10);
    }

    [Fact]
    public void Both_sites_of_one_run_are_read_as_if_each_were_recorded_alone_and_end_alone()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomRecurrent("gru", "linear", seed: 23);
        IReadOnlyList<RunnableActivity> both = made.Network.Record(made.Pool, [made.Network.State, made.Network.Embedding]);
        using RunnableActivity state = made.Network.Record(made.Pool, made.Network.State),
            embedding = made.Network.Record(made.Pool, made.Network.Embedding);
        int[] positions = [3, 0, 5];
        Golden.Close(both[0].Latents(positions), state.Latents(positions), 0);
        both[0].Dispose();
        Golden.Close(both[1].Latents(positions), embedding.Latents(positions), 0);
        Golden.Close(both[1].Logits(positions), state.Logits(positions), 0);
        both[1].Dispose();
    }

    [Fact]
    public void Activity_at_some_positions_has_these_states_and_no_other_and_outlives_the_whole()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomRecurrent("gru", "linear", seed: 24);
        using RunnableActivity whole = made.Network.Record(made.Pool, made.Network.State), again = whole.Share();
        using RunnableActivity some = whole.Only([1, 4, 6]);
        whole.Dispose();
        Golden.Close(some.Latents([6, 1]), again.Latents([6, 1]), 0);
        Golden.Close(some.Logits([4]), again.Logits([4]), 0);
        Assert.Throws<InvalidOperationException>(() => some.Latents([2]));
    }

    [Theory]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void At_the_embedding_natural_latents_are_rows_of_the_table(string cell)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomRecurrent(cell, "linear", seed: 20);
        using RunnableActivity embedding = made.Network.Record(made.Pool, made.Network.Embedding),
            state = made.Network.Record(made.Pool, made.Network.State);
        int[] positions = [7, 0, 3, 3];
        Golden.Close(embedding.Latents(positions),
            made.Network.Weights.Embedding.index_select(0, tensor(positions.Select(p => (long)made.Pool.Tokens[p]).ToArray())), 0);
        Golden.Close(embedding.Logits(positions), state.Logits(positions), 0);
        Assert.Equal((made.Network.Embedding.Width, made.Network.State.Width), (embedding.Width, state.Width));
    }

    [Fact]
    public void A_site_of_another_network_is_refused()
    {
        using var made = new RandomRecurrent("gru", "linear", seed: 21);
        Assert.Equal(["embedding", "state"], made.Network.Sites.Select(site => site.Name));
        Assert.Throws<ArgumentException>(() => made.Network.Record(made.Pool, new Site("layer.1", 5)));
    }
}
