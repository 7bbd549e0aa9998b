using Mas.Networks.Pretrained;
using Mas.Oracles.Networks;
using Mas.Tensors.Safetensors;

namespace Mas.Benchmarks.Parity;

/// <summary>How far a stored decoder is from what its family's own library computes: largest absolute differences.</summary>
internal sealed record FolderParity(
    string Folder, string Family, long Parameters, double Logits, double Hidden, double Gradient, int GreedyTokens, int GreedyEqual)
{
    private const int PatchedBlock = 1, PatchedPlace = 10; // as the values were made
    private const string Values = "expected.safetensors";

    public const double LogitsAllowed = 2e-4, HiddenAllowed = 1e-4, GradientAllowed = 2e-5;

    public bool IsWithin => Logits <= LogitsAllowed && Hidden <= HiddenAllowed && Gradient <= GradientAllowed
        && GreedyEqual == GreedyTokens;

    /// <summary>All folders under a root that hold a decoder and its values.</summary>
    public static IEnumerable<FolderParity> All(string root) => Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)
        .Where(folder => File.Exists(Path.Combine(folder, Values)) && File.Exists(Path.Combine(folder, "config.json"))).Select(Of);

    private static FolderParity Of(string folder)
    {
        using var scope = NewDisposeScope();
        using Decoder decoder = PretrainedFolder.Open(folder, null);
        using SafetensorsFile values = SafetensorsFile.Open(Path.Combine(folder, Values));
        int[] ids = Ids(values, "input_ids");
        int rows = (int)values["input_ids"].Shape[0];
        double hidden = 0, logits;
        using (no_grad())
        {
            Tensor last = decoder.Blocks(decoder.Embed(ids, rows), 0, decoder.Config.Layers, entering: (block, stream) =>
                hidden = Math.Max(hidden, Largest(stream, values, $"hidden_states.{block}")));
            logits = Largest(decoder.Head(last.view(-1, decoder.Config.Width)), values, "logits");
        }
        (double patched, double gradient) = Patched(decoder, values, ids, rows);
        int[] wanted = Ids(values, "greedy_ids"), said = GreedyLoop.Of(decoder, ids, rows, wanted.Length / rows);
        return new(Path.GetFileName(folder), decoder.Config.Architecture, decoder.Parameters, Math.Max(logits, patched), hidden, gradient,
            wanted.Length, wanted.Zip(said).Count(pair => pair.First == pair.Second));
    }

    private static (double Logits, double Gradient) Patched(Decoder decoder, SafetensorsFile values, int[] ids, int rows)
    {
        long[] places = [.. values.ReadInt64s("patch_rows").Zip(values.ReadInt64s("patch_positions"))
            .Select(pair => pair.First * values["input_ids"].Shape[1] + pair.Second)];
        Tensor vectors = values.ReadFloating("patch_vectors").to_type(ScalarType.Float32).requires_grad_(true), before;
        using (no_grad())
            before = decoder.Blocks(decoder.Embed(ids, rows), 0, PatchedBlock);
        Tensor patched = before.view(-1, decoder.Config.Width).index_copy(0, tensor(places), vectors).view(before.shape);
        Tensor stream = decoder.Blocks(patched, PatchedBlock, decoder.Config.Layers);
        Tensor logits = decoder.Head(stream.view(-1, decoder.Config.Width)).view(rows, before.size(1), -1);
        logits.log_softmax(-1).select(1, PatchedPlace).gather(1, tensor(values.ReadInt64s("patch_targets")).unsqueeze(1)).sum().backward();
        return (Largest(logits, values, "patched_logits"), Largest(vectors.grad!, values, "patch_gradient_all_rows"));
    }

    private static int[] Ids(SafetensorsFile values, string name) => Array.ConvertAll(values.ReadInt64s(name), id => (int)id);

    private static double Largest(Tensor found, SafetensorsFile values, string name)
    {
        using var scope = NewDisposeScope();
        Tensor expected = values.ReadFloating(name).to_type(ScalarType.Float64);
        return (found.detach().to_type(ScalarType.Float64).reshape(-1) - expected.reshape(-1)).abs().max().item<double>();
    }
}
