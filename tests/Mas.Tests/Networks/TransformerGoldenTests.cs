using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Networks.Transformers;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>The stored random transformer against PyTorch, whose numbers are float64.</summary>
public sealed class TransformerGoldenTests : IDisposable
{
    private readonly DisposeScope _scope;
    private readonly SafetensorsFile _expected;
    private readonly TokenRows _rows;
    private readonly int[] _patchedRows, _patchedPositions;

    public TransformerGoldenTests()
    {
        _expected = Golden.Tensors("networks", "transformer-random", "expected.safetensors");
        _scope = NewDisposeScope();
        int[] ids = _expected.Int32s("input_ids");
        _rows = TokenRows.From([.. ids.Chunk(Time).Select(row => row.TakeWhile(id => id != 0).ToArray())]);
        _patchedRows = _expected.Int32s("patched.row");
        _patchedPositions = _expected.Int32s("patched.position");
    }

    private int Time => (int)_expected["input_ids"].Shape[1];

    [Theory]
    [InlineData("embedding", "residual.0")]
    [InlineData("layer.0", "residual.0")]
    [InlineData("layer.1", "residual.1")]
    [InlineData("layer.2", "residual.2")]
    public void The_stream_at_every_site_and_the_logits_are_those_of_PyTorch(string site, string expected)
    {
        int[] all = [.. Enumerable.Range(0, _rows.Tokens.Length)];
        foreach ((ScalarType type, double latents, double logits)
            in new[] { (ScalarType.Float64, 1e-10, 1e-10), (ScalarType.Float32, 2e-5, 5e-5) })
        {
            using TransformerNetwork network = Network(type);
            using RunnableActivity recording = network.Record(_rows, network.FindSite(site)!);
            Golden.Close(recording.Latents(all), Flat(expected), latents);
            Golden.Close(recording.Logits(all), Flat("logits"), logits);
        }
    }

    // Every position of every row is a target of its own, so that all stored logits and the whole gradient are met.
    [Theory]
    [InlineData(ScalarType.Float64, 1e-10, 1e-10)]
    [InlineData(ScalarType.Float32, 5e-5, 1e-4)]
    public void Patched_streams_give_the_logits_the_loss_and_the_gradient_of_PyTorch(
        ScalarType type, double logitTolerance, double gradientTolerance)
    {
        using TransformerNetwork network = Network(type);
        using RunnableActivity recording = network.Record(_rows, network.FindSite("layer.1")!);
        (int Row, int Time)[] scored = [.. from row in Enumerable.Range(0, _rows.Count) from t in Enumerable.Range(0, _rows.Length(row) - 1)
            select (row, t)];
        var rows = new TargetRows(
            Array.ConvertAll(scored, at => _rows.Offsets[at.Row]), Array.ConvertAll(scored, at => _rows.Offsets[at.Row] + at.Time),
            TokenRows.From(Array.ConvertAll(scored, at => new[] { _rows.Row(at.Row)[at.Time + 1] })));
        using var targets = new ScoredTargets(recording.Prepare(rows), Array.ConvertAll(scored, _ => true));
        Tensor patches = _expected.Double("patched.latents").to_type(type).requires_grad_(true);

        Tensor logits = targets.Logits((latents, entries) => Patched(latents, rows, patches));
        bool[] stored = _expected.ReadBools("patched.scored");
        Golden.Close(logits, _expected.Double("patched.logits").flatten(0, 1).index_select(0, tensor(Scored(stored))), logitTolerance);
        Tensor loss = nn.functional.cross_entropy(logits, tensor(targets.Labels));
        loss.backward();
        double wanted = Golden.Json("networks", "transformer-random", "expected.json").GetProperty("patched")
            .GetProperty("loss").GetDouble();
        Assert.Equal(wanted, loss.to_type(ScalarType.Float64).item<double>(), type == ScalarType.Float64 ? 1e-10 : 1e-5);
        Golden.CloseToLargest(patches.grad!, _expected.Double("patched.gradient"), gradientTolerance);
    }

    [Theory]
    [InlineData(ScalarType.Float64, 1e-10)]
    [InlineData(ScalarType.Float32, 5e-5)]
    public void Rows_with_several_patches_go_on_as_in_PyTorch(ScalarType type, double tolerance)
    {
        using TransformerNetwork network = Network(type);
        using RunnableActivity recording = network.Record(_rows, network.FindSite("layer.1")!);
        int[] patched = [.. _patchedRows.Distinct()];
        int[] last = Array.ConvertAll(patched, row => Flat(row).Max());
        var rows = new TargetRows(
            Array.ConvertAll(patched, row => Flat(row).Min()), last,
            TokenRows.From([.. patched.Select((row, i) => _rows.Tokens[(last[i] + 1).._rows.Offsets[row + 1]])]));
        using var targets = new ScoredTargets(recording.Prepare(rows), Array.ConvertAll(rows.Continuations.Tokens, _ => true));
        Tensor logits = targets.Logits((latents, _) => Patched(latents, rows, _expected.Double("patched.latents").to_type(type)));
        Tensor stored = Flat("patched.logits");
        long[] positions = [.. patched.SelectMany((row, i) => Enumerable.Range(last[i], _rows.Offsets[row + 1] - last[i] - 1))
            .Select(position => (long)position)];
        Golden.Close(logits, stored.index_select(0, tensor(positions)), tolerance);
    }

    // Entries whose position is patched take the patch, the others stay.
    private Tensor Patched(Tensor latents, TargetRows rows, Tensor patches)
    {
        int[] positions = rows.EntryPositions(), patched = [.. _patchedRows.Select((row, i) => _rows.Offsets[row] + _patchedPositions[i])];
        long[] entries = [.. Enumerable.Range(0, positions.Length).Where(entry => patched.Contains(positions[entry]))
            .Select(entry => (long)entry)];
        long[] which = Array.ConvertAll(entries, entry => (long)Array.IndexOf(patched, positions[entry]));
        return latents.index_copy(0, tensor(entries), patches.index_select(0, tensor(which)));
    }

    private IEnumerable<int> Flat(int row) =>
        Enumerable.Range(0, _patchedRows.Length).Where(i => _patchedRows[i] == row).Select(i => _rows.Offsets[row] + _patchedPositions[i]);

    private Tensor Flat(string name)
    {
        Tensor padded = _expected.Double(name);
        return cat([.. Enumerable.Range(0, _rows.Count).Select(row => padded[row].narrow(0, 0, _rows.Length(row)))], 0);
    }

    private static long[] Scored(bool[] scored) => [.. Enumerable.Range(0, scored.Length).Where(i => scored[i]).Select(i => (long)i)];

    // Words in the order of the file.
    private static TransformerNetwork Network(ScalarType type)
    {
        var network = (TransformerNetwork)NetworkFolder.Load(Golden.Path("networks", "transformer-random"),
            new Mas.Tasks.Vocabulary(["D0", "D1", "D2", "R", "T", "U"]));
        if (type == ScalarType.Float32)
            return network;
        using (network)
            return new TransformerNetwork(network.Weights.To(type));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _expected.Dispose();
    }
}
