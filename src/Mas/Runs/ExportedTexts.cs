using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Language;
using Mas.Results.Tables;
using Mas.Tasks.Texts;
using Mas.Tensors.Safetensors;

namespace Mas.Runs;

/// <summary>What one language model makes of the texts of a run, with its latents at every site. Everything is read when it is written,
/// some texts at a time.</summary>
/// <param name="index">Of the model in the run.</param>
internal sealed class ExportedTexts(TextStage texts, LanguageModel model, int index)
{
    private const int PositionsAtOnce = 1 << 14; // bounds memory, not results

    private readonly TextPool _pool = texts.Sites[0].Pools[index];
    private readonly TextSample _sample = texts.Samples[index];
    private readonly Dictionary<int, string> _words = [];

    private int Length => _pool.Length;

    private int Positions => _sample.Texts.Length * Length;

    /// <summary>Bytes of its latents.</summary>
    public double LatentBytes => texts.Sites.DistinctBy(site => site.Names[index]).Sum(site => Bytes(site.Pools[index]));

    /// <summary>Its tensors: <c>NAME.latents</c> [positions, width] float32, where there are several sites <c>NAME.SITE.latents</c> of
    /// each; <c>NAME.tokens</c> and <c>NAME.prediction</c> [positions] ids, <c>NAME.margin</c> [positions] float32, <c>NAME.offsets</c>
    /// [texts + 1], and <c>NAME.eligible</c> [positions], where exchanges read and write.</summary>
    public IEnumerable<TensorData> Tensors()
    {
        bool isOne = texts.Sites.Count == 1;
        foreach (TextSite site in texts.Sites.DistinctBy(site => site.Names[index]))
            yield return Latents(isOne ? Named("latents") : Named($"{site.Names[index]}.latents"), site.Pools[index]);
        yield return TensorData.Of<long>(Named("tokens"), [Positions], [.. _pool.Rows.Tokens.Select(id => (long)id)]);
        yield return TensorData.Of<long>(Named("prediction"), [Positions], [.. _pool.Predicted.Select(id => (long)id)]);
        yield return TensorData.Of<float>(Named("margin"), [Positions], _pool.Margins);
        yield return TensorData.Of<long>(
            Named("offsets"), [_pool.Rows.Offsets.Length], [.. _pool.Rows.Offsets.Select(offset => (long)offset)]);
        (int first, _, int until) = texts.Sites[0].Window;
        bool[] eligible = [.. Enumerable.Range(0, Length).Select(at => at >= first && at < until)];
        yield return TensorData.Of<bool>(
            Named("eligible"), [Positions], [.. Enumerable.Range(0, Positions).Select(position => eligible[position % Length])]);
    }

    /// <summary>What the tensors are about, as JSON.</summary>
    /// <param name="file">Name of the file of texts.</param>
    public KeyValuePair<string, string> Metadata(string file) => new(model.Name, new JsonObject
    {
        ["texts"] = file,
        ["sites"] = new JsonArray([.. texts.Sites.Select(site => site.Names[index]).Distinct().Select(name => JsonValue.Create(name))]),
        ["context"] = _sample.Context,
        ["length"] = Length,
        ["tokeniser"] = model.Tokeniser.Hash,
    }.ToJsonString(new JsonSerializerOptions()));

    /// <summary><c>positions</c>: one row for each position in the order of the tensors, some texts at a time.</summary>
    public IEnumerable<TableFile> Table() => Pieces().Select(Table);

    private TableFile Table((int First, int Count) piece)
    {
        int[] rows = [.. Enumerable.Range(piece.First * Length, piece.Count * Length)];
        T[] Each<T>(Func<int, T> read) => Array.ConvertAll(rows, row => read(row));
        CutText Text(int row) => _sample.Texts[row / Length];
        return new TableFile(
        [
            new WordColumn("network", Each(_ => model.Name)), new WholeColumn("text", Each(row => row / Length)),
            new WholeColumn("line", Each(row => Text(row).Line)), new WordColumn("split", Each(row => Text(row).Split)),
            new WholeColumn("position", Each(row => row % Length)), new WholeColumn("token", Each(row => _pool.Rows.Tokens[row])),
            new WordColumn("word", Each(row => Word(_pool.Rows.Tokens[row]))),
            new FlagColumn("said", Each(row => (bool?)(row % Length >= _sample.Context))),
            new WholeColumn("prediction", Each(row => _pool.Predicted[row])),
            new WordColumn("predicted_word", Each(row => Word(_pool.Predicted[row]))),
            new NumberColumn("margin", Each(row => (double?)_pool.Margins[row])),
        ]);
    }

    private string Word(int id) => CollectionsMarshal.GetValueRefOrAddDefault(_words, id, out _) ??= model.Tokeniser.TokenText(id);

    private string Named(string tensor) => $"{model.Name}.{tensor}";

    private double Bytes(TextPool pool) => (double)Positions * pool.Activity.Width * sizeof(float);

    private TensorData Latents(string name, TextPool pool) => new(
        name, Dtype.F32, [Positions, pool.Activity.Width], (long)Positions * pool.Activity.Width * sizeof(float),
        Pieces().Select(piece => Read(pool, piece)));

    private ReadOnlyMemory<byte> Read(TextPool pool, (int First, int Count) piece)
    {
        using var frozen = no_grad();
        using Tensor latents = pool.Activity.Latents([.. Enumerable.Range(piece.First * Length, piece.Count * Length)]);
        return MemoryMarshal.AsBytes(HostMemory.Span<float>(latents)).ToArray();
    }

    // Texts, some at a time.
    private IEnumerable<(int First, int Count)> Pieces()
    {
        int each = Math.Max(1, PositionsAtOnce / Length);
        for (int first = 0; first < _sample.Texts.Length; first += each)
            yield return (first, Math.Min(each, _sample.Texts.Length - first));
    }
}
