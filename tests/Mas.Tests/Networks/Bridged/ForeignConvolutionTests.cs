using Mas.Networks;
using Mas.Networks.Bridged;
using Mas.Oracles.Files;
using Mas.Oracles.Sources;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Bridged;

/// <summary>Causal convolutions as somebody brings them from PyTorch, through the class that docs/python-model.md shows.</summary>
public sealed class ForeignConvolution : IDisposable
{
    /// <summary>Their folder.</summary>
    public const string Name = "causal-convolution";

    private readonly PythonFolder _folder = new();
    private readonly OpenedSource _opened;

    public ForeignConvolution()
    {
        PythonHere.Require("torch");
        foreach (string file in (string[])["vocabulary.json", "weights.safetensors"])
            File.Copy(Golden.Path("foreign", Name, file), Path.Combine(_folder.Root, file));
        File.Copy(Golden.Path("foreign", Name, "model.py"), Path.Combine(_folder.Root, "model.py"));
        string path = Path.Combine(_folder.Root, "convolution.py");
        string page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "python-model.md"));
        File.WriteAllText(path, page.Split("```python\n")[1].Split("```")[0]);
        _opened = new PythonNetwork("convolution.py", path) { MayRun = true }.Open(
            new NetworkRequest { Name = "convolution", Task = Golden.MultiObject });
    }

    public Network Network => _opened.Network;

    public void Dispose()
    {
        _opened.Dispose();
        _folder.Dispose();
    }
}

/// <summary>They do in a Python process what PyTorch computes of them in float64.</summary>
public sealed class ForeignConvolutionTests(ForeignConvolution convolution) : IClassFixture<ForeignConvolution>, IDisposable
{
    private const string Name = ForeignConvolution.Name;

    private readonly SafetensorsFile _expected = Golden.Tensors("foreign", Name, "expected.safetensors");

    [Fact]
    public void Latents_and_logits_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        TokenRows rows = Rows("input_ids", "length");
        int[] all = [.. Enumerable.Range(0, rows.Tokens.Length)];
        Site[] sites = [.. convolution.Network.Sites.Where(site => _expected.Contains($"latents.{site.Name}"))];
        Assert.Equal(["stream.0", "stream.1", "stream.2", "stream.3", "stream.4", "stream.5"], sites.Select(site => site.Name));
        IReadOnlyList<RunnableActivity> recorded = convolution.Network.Record(rows, sites);
        foreach ((RunnableActivity activity, Site site) in recorded.Zip(sites))
        {
            Golden.Close(activity.Latents(all), _expected.Double($"latents.{site.Name}"), 5e-5);
            Golden.Close(activity.Logits(all), _expected.Double("logits"), 1e-4);
            activity.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Patched))]
    public void Going_on_from_a_replaced_latent_gives_the_logits_and_the_gradient_of_PyTorch(string site)
    {
        using var scope = NewDisposeScope();
        TokenRows rows = Rows("input_ids", "length"), patched = Rows($"patched.{site}.input_ids", $"patched.{site}.length");
        int[] owners = _expected.Int32s($"patched.{site}.row"), positions = _expected.Int32s($"patched.{site}.position");
        int[] flat = [.. owners.Select((row, i) => rows.Offsets[row] + positions[i])];
        var continuations = TokenRows.From([.. positions.Select((position, i) => patched.Row(i)[(position + 1)..].ToArray())]);
        using RunnableActivity activity = convolution.Network.Record(rows, convolution.Network.FindSite(site)!);
        using PreparedTargets targets = activity.Prepare(new TargetRows(flat, flat, continuations));
        (int Row, int Step)[] places = [.. from row in Enumerable.Range(0, owners.Length)
            from step in Enumerable.Range(0, continuations.Length(row)) select (row, step)];
        using DifferentiableLogits logits = targets.Differentiate(
            _expected.Double($"patched.{site}.latents").to_type(ScalarType.Float32),
            new TargetPlaces([.. places.Select(one => one.Row)], [.. places.Select(one => one.Step)]));

        Tensor wanted = _expected.Double($"patched.{site}.logits"); // [rows, time, words]
        long[] labels = _expected.ReadInt64s($"patched.{site}.labels");
        long[] at = [.. places.Select(one => one.Row * wanted.size(1) + positions[one.Row] + one.Step)];
        Golden.Close(logits.Logits, wanted.flatten(0, 1).index_select(0, tensor(at)), 1e-4);
        // The gradient of Σ log softmax(logits)[label]: one-hot − softmax at every scored position.
        Tensor gradient = nn.functional.softmax(logits.Logits, 1).neg();
        for (int i = 0; i < at.Length; i++)
        {
            if (labels[at[i]] >= 0)
                gradient[i, labels[at[i]]] = gradient[i, labels[at[i]]] + tensor(1f);
            else
                gradient[i] = zeros([8]);
        }
        Golden.CloseToLargest(logits.Back(gradient), _expected.Double($"patched.{site}.gradient"), 5e-4);
    }

    public static TheoryData<string> Patched()
    {
        using SafetensorsFile expected = Golden.Tensors("foreign", Name, "expected.safetensors");
        return [.. expected.Entries.Select(entry => entry.Name.Split('.')).Where(parts => parts is ["patched", .., "gradient"])
            .Select(parts => string.Join('.', parts[1..^1])).Order(StringComparer.Ordinal)];
    }

    // Its ids are those of the task.
    private TokenRows Rows(string ids, string lengths)
    {
        int[] tokens = _expected.Int32s(ids);
        int time = (int)_expected[ids].Shape[1];
        string[] words = [.. Golden.Json("foreign", Name, "vocabulary.json").EnumerateObject().Select(word => word.Name)];
        int[] order = [.. words.Select(word => Golden.MultiObject.Vocabulary.Words.ToList().IndexOf(word))];
        return TokenRows.From([.. _expected.Int32s(lengths).Select((length, row) =>
            tokens[(row * time)..(row * time + length)].Select(id => order[id]).ToArray())]);
    }

    public void Dispose() => _expected.Dispose();
}
