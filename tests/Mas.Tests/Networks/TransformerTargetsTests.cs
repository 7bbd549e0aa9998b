using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Transformers;
using Mas.Results.Files;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>Resuming from recorded keys and values against the plain forward pass over whole sequences.</summary>
public class TransformerTargetsTests
{
    private static readonly string[] s_mixedSites = ["layer.2", "layer.3", "embedding", "attention.0", "attention.2", "mlp.1", "mlp.2"];

    public static TheoryData<int, string, bool, ScalarType> Cases { get; } = [.. from layers in (int[])[1, 2, 3]
        from site in Sites(layers)
        where layers == 2 || site.StartsWith("layer", StringComparison.Ordinal)
        from stepwise in (bool[])[false, true]
        from type in (ScalarType[])(layers == 2 && !stepwise ? [ScalarType.Float64, ScalarType.Float32] : [ScalarType.Float64])
        select (layers, site == "layer.0" && stepwise ? "embedding" : site, stepwise, type)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_and_gradients_are_those_of_the_plain_pass_with_latents_replaced_on_the_way(
        int layers, string site, bool stepwise, ScalarType type)
    {
        double tolerance = type == ScalarType.Float64 ? 1e-10 : 1e-5;
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(layers, type, seed: 31);
        Site at = made.Network.FindSite(site)!;
        (TargetRows rows, bool[] scored) = made.Targets(stepwise);
        using RunnableActivity recording = made.Network.Record(made.Pool, at);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);

        MixedReplacement fast = Replacement(rows, type), plain = Replacement(rows, type);
        Tensor logits = targets.Logits(fast.Replace), wanted = made.PlainLogits(rows, scored, site, plain.Replace);
        Golden.Close(logits, wanted, tolerance);
        Golden.Close(targets.Logits(fast.Replace), wanted, tolerance); // again, from the same preparation
        nn.functional.cross_entropy(logits, tensor(targets.Labels)).backward();
        nn.functional.cross_entropy(wanted, tensor(targets.Labels)).backward();
        Golden.CloseToLargest(fast.Matrix.grad!, plain.Matrix.grad!, tolerance);
        Golden.CloseToLargest(fast.Added.grad!, plain.Added.grad!, tolerance);
    }

    // By what each differs from a pre-norm transformer of one head with rotary positions and GELU.
    private static readonly Dictionary<string, Func<TransformerConfig, TransformerConfig>> s_forms = new()
    {
        ["three heads"] = config => config with { Design = new() { Heads = 3 } },
        ["as torch.nn.TransformerEncoder"] = config => config with
        {
            Design = new() { Heads = 4, Positions = PositionCode.Learned, IsPostNorm = true, Activation = "relu" },
            FeedForwardWidth = 20,
            FinalNorm = false,
            IsFused = true,
        },
        ["sinusoidal"] = config => config with
        {
            Design = new()
            {
                Heads = 2,
                Positions = PositionCode.Sinusoidal,
                Activation = "silu",
                EmbeddingScale = Math.Sqrt(12),
                NormEpsilon = 1e-3,
            },
            IsFused = true,
        },
        ["post-norm, then a last one"] = config => config with
        {
            Design = new() { Positions = PositionCode.None, IsPostNorm = true },
            FinalNorm = true,
        },
    };

    public static TheoryData<string, string, bool> Forms { get; } = [.. from form in s_forms.Keys
        from at in (string[])["layer.0", "attention.0", "layer.1", "mlp.1"]
        select (form, at, at.StartsWith("layer", StringComparison.Ordinal) == (form.Length % 2 == 0))];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Transformers_of_other_forms_go_on_as_the_plain_pass_does(string form, string site, bool stepwise)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(s_forms[form], ScalarType.Float64, seed: 71);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise);
        using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.FindSite(site)!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        MixedReplacement fast = Replacement(rows, ScalarType.Float64), plain = Replacement(rows, ScalarType.Float64);
        Tensor logits = targets.Logits(fast.Replace), wanted = made.PlainLogits(rows, scored, site, plain.Replace);
        Golden.Close(logits, wanted, 1e-10);
        nn.functional.cross_entropy(logits, tensor(targets.Labels)).backward();
        nn.functional.cross_entropy(wanted, tensor(targets.Labels)).backward();
        Golden.CloseToLargest(fast.Matrix.grad!, plain.Matrix.grad!, 1e-10);
        Golden.CloseToLargest(fast.Added.grad!, plain.Added.grad!, 1e-10);
    }

    [Fact]
    public void A_sequence_beyond_the_learned_positions_is_refused()
    {
        using var made = new RandomTransformer(
            config => s_forms["as torch.nn.TransformerEncoder"](config) with { Longest = 5 }, ScalarType.Float32, seed: 72);
        Assert.Equal("a sequence has 6 tokens, and the network has learned 5 positions; use shorter sequences",
            Assert.Throws<InputException>(() => made.Network.Record(TokenRows.From([[1, 2, 3, 4, 5, 6]]), made.Network.Sites[0])).Message);
    }

    [Fact]
    public void Recorded_latents_of_every_site_are_those_of_the_plain_pass()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 41);
        string[] names = [.. Sites(2)];
        IReadOnlyList<RunnableActivity> recorded = made.Network.Record(made.Pool, [.. names.Select(name => made.Network.FindSite(name)!)]);
        for (int row = 0; row < made.Pool.Count; row++)
        {
            TransformerOracle.Logits(made.Network.Weights, made.Pool.Row(row), (site, time, latent) =>
            {
                Golden.Close(recorded[Array.IndexOf(names, site)].Latents([made.Pool.Offsets[row] + time]), latent, 1e-12);
                return latent;
            });
        }
        foreach (RunnableActivity activity in recorded)
            activity.Dispose();
    }

    // What the parts of a block add up to is the stream that leaves it.
    [Fact]
    public void A_block_adds_what_its_attention_and_its_feed_forward_part_add()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float32, seed: 42);
        int[] all = [.. Enumerable.Range(0, made.Pool.Tokens.Length)];
        Tensor At(string site)
        {
            using RunnableActivity activity = made.Network.Record(made.Pool, made.Network.FindSite(site)!);
            return activity.Latents(all);
        }
        Golden.Close(At("layer.1") + At("attention.1") + At("mlp.1"), At("layer.2"), 0);
    }

    [Theory]
    [InlineData("layer.0", false)]
    [InlineData("layer.1", false)]
    [InlineData("layer.1", true)]
    [InlineData("layer.2", true)]
    [InlineData("attention.0", false)]
    [InlineData("attention.1", true)]
    [InlineData("mlp.0", true)]
    [InlineData("mlp.1", false)]
    public void Latents_that_are_left_as_they_are_give_the_natural_logits_of_natural_continuations(string site, bool stepwise)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 32);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise, natural: true);
        using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.FindSite(site)!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        int[] positions = [.. Enumerable.Range(0, rows.Count)
            .SelectMany(row => Enumerable.Range(rows.Last[row], rows.Continuations.Length(row)))];
        Golden.Close(targets.Logits((latents, _) => latents), recording.Logits(positions), 1e-12);
    }

    [Theory]
    [InlineData("layer.0", true)]
    [InlineData("layer.1", true)]
    [InlineData("layer.2", false)]
    [InlineData("attention.0", true)]
    [InlineData("attention.1", true)]
    [InlineData("mlp.0", true)]
    [InlineData("mlp.1", false)]
    public void Every_entry_is_replaced_in_one_call_and_only_what_can_change_is_run(string site, bool runs)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 33);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise: true);
        using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.FindSite(site)!);
        using var targets = new ScoredTargets(recording.Prepare(rows), scored);
        var asked = new List<int[]>();
        targets.Logits((latents, entries) =>
        {
            Golden.Close(latents, recording.Latents(rows.EntryPositions()), 0);
            asked.Add(entries);
            return latents;
        });
        Assert.Equal(Enumerable.Range(0, rows.EntryOffsets[^1]), Assert.Single(asked));
        int fromFirst = Enumerable.Range(0, rows.Count).Sum(row => rows.Last[row] - rows.First[row] + rows.Continuations.Length(row));
        Assert.Equal(runs ? fromFirst : 0, targets.PositionsRun);
    }

    [Theory]
    [InlineData("embedding")]
    [InlineData("layer.1")]
    [InlineData("layer.2")]
    [InlineData("attention.0")]
    [InlineData("attention.1")]
    [InlineData("mlp.0")]
    [InlineData("mlp.1")]
    public void Latents_at_later_positions_are_what_the_continuation_brings_to_the_site(string site)
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 39);
        (TargetRows rows, _) = made.Targets(stepwise: true, natural: true);
        using RunnableActivity activity = made.Network.Record(made.Pool, made.Network.FindSite(site)!);
        using PreparedTargets targets = activity.Prepare(rows);
        (int Row, int Step)[] at = [.. from row in Enumerable.Range(0, rows.Count)
            from step in Enumerable.Range(1, rows.Continuations.Length(row) - 1) select (row, step)];
        var places = new TargetPlaces(Array.ConvertAll(at, one => one.Row), Array.ConvertAll(at, one => one.Step));
        TargetReadings found = targets.Resume((latents, _) => latents, new TargetReads(Latents: places));
        Golden.Close(found.Latents!, activity.Latents(Array.ConvertAll(at, one => rows.Last[one.Row] + one.Step)), 1e-12);
    }

    [Fact]
    public void Targets_go_on_alike_whether_continuations_are_given_and_whether_keys_and_values_were_kept()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(3, ScalarType.Float64, seed: 40);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise: false);
        Site[] sites = [.. s_mixedSites.Select(name => made.Network.FindSite(name)!)];
        IReadOnlyList<RunnableActivity> kept = made.Network.Record(made.Pool, sites),
            read = made.Network.Record(made.Pool, sites, onlyRead: true);
        Assert.Null(kept[2].Continuations);
        for (int i = 0; i < sites.Length; i++)
        {
            using RunnableActivity alone = made.Network.Record(made.Pool, sites[i]);
            using ScoredTargets wanted = new(alone.Prepare(rows), scored),
                given = new(kept[i].Prepare(rows, kept[i].Continuations?.Invoke(rows)), scored), late = new(read[i].Prepare(rows), scored);
            Tensor logits = wanted.Logits((latents, _) => latents * latents);
            Golden.Close(given.Logits((latents, _) => latents * latents), logits, 0);
            Golden.Close(late.Logits((latents, _) => latents * latents), logits, 0);
            Golden.Close(read[i].Logits([3, 5]), alone.Logits([3, 5]), 0);
            kept[i].Dispose();
            read[i].Dispose();
        }
    }

    [Fact]
    public void Targets_of_which_nothing_is_scored_give_no_logits()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float32, seed: 34);
        using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.FindSite("layer.1")!);
        using var targets = new ScoredTargets(recording.Prepare(new TargetRows([0], [0], TokenRows.From([[1]]))), [false]);
        Assert.Equal([0, 7], targets.Logits((latents, _) => latents).shape);
    }

    [Fact]
    public void Training_logits_are_those_of_the_recorded_network_at_any_positions()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 35);
        using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.Sites[0]);
        int[] some = [.. Enumerable.Range(0, made.Pool.Tokens.Length).Where(position => position % 3 == 1 && position > 12)];
        Tensor logits = made.Config.TrainingLogits(made.Network.Weights.Named, made.Pool, some, dropout: null);
        Golden.Close(logits, recording.Logits(some), 1e-12);
    }

    [Fact]
    public void Training_gradients_of_every_weight_are_those_of_the_plain_pass()
    {
        using var scope = NewDisposeScope();
        using var made = new RandomTransformer(2, ScalarType.Float64, seed: 38);
        IReadOnlyDictionary<string, Tensor> weights = made.Network.Weights.Named;
        foreach (Tensor weight in weights.Values)
            weight.requires_grad_(true);
        int[] all = [.. Enumerable.Range(0, made.Pool.Tokens.Length)];
        Tensor labels = tensor(Array.ConvertAll(made.Pool.Tokens, token => (long)token));
        Tensor plain = cat([.. Enumerable.Range(0, made.Pool.Count)
            .Select(row => TransformerOracle.Logits(made.Network.Weights, made.Pool.Row(row), (_, _, latent) => latent))], 0);
        nn.functional.cross_entropy(plain, labels).backward();
        Dictionary<string, Tensor> wanted = weights.ToDictionary(pair => pair.Key, pair => pair.Value.grad!.clone());
        foreach (Tensor weight in weights.Values)
            weight.grad!.zero_();

        nn.functional.cross_entropy(made.Config.TrainingLogits(weights, made.Pool, all, dropout: null), labels).backward();
        foreach (string name in weights.Keys)
            Golden.CloseToLargest(weights[name].grad!, wanted[name], 1e-10);
    }

    [Fact]
    public void Recording_and_resuming_leave_no_tensor_behind()
    {
        using var made = new RandomTransformer(2, ScalarType.Float32, seed: 36);
        (TargetRows rows, bool[] scored) = made.Targets(stepwise: true);
        void Once()
        {
            using RunnableActivity recording = made.Network.Record(made.Pool, made.Network.FindSite("layer.1")!);
            using var targets = new ScoredTargets(recording.Prepare(rows), scored);
            targets.Logits((latents, _) => latents.alias()).Dispose();
            made.Config.TrainingLogits(made.Network.Weights.Named, made.Pool, [1, 5], dropout: null).Dispose();
        }
        Once();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Once();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_site_of_another_network_is_refused_and_the_own_ones_are_named()
    {
        using var made = new RandomTransformer(2, ScalarType.Float32, seed: 37);
        Assert.Equal(["embedding", .. Sites(2)], made.Network.Sites.Select(site => site.Name));
        Assert.Contains("it has embedding, layer.0, attention.0, mlp.0, layer.1, attention.1, mlp.1, layer.2",
            Assert.Throws<ArgumentException>(() => made.Network.Record(made.Pool, new Site("state", 12))).Message);
    }

    private static IEnumerable<string> Sites(int layers) => Enumerable.Range(0, layers)
        .SelectMany(block => (string[])[$"layer.{block}", $"attention.{block}", $"mlp.{block}"]).Append($"layer.{layers}");

    // Equal numbers at every call.
    private static MixedReplacement Replacement(TargetRows rows, ScalarType type)
    {
        MixedReplacement wide = RandomRecurrent.Replacement(12, rows);
        return new(wide.Matrix.detach().to_type(type).requires_grad_(true), wide.Added.detach().to_type(type).requires_grad_(true));
    }
}
