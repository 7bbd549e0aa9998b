using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Oracles.Files;
using Mas.Tensors;
using Mas.Tests.Networks.Pretrained;

namespace Mas.Tests.Networks.TextActivity;

/// <summary>A store in a folder of its own, and a tiny model with texts enough for several batches.</summary>
internal sealed class StoreCase : IDisposable
{
    public const int Context = 5, Length = 9;

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Decoder> _decoder = new(() => new DecoderCase("llama-tiny").Open());

    public StoreCase() => Store = new LatentStore(Root);

    public string Root => _folder.Root;

    public LatentStore Store { get; private set; }

    /// <summary>How often the model was asked for: only where something is recorded.</summary>
    public int Opened { get; private set; }

    public List<string> Said { get; } = [];

    public Decoder Decoder
    {
        get
        {
            Opened++;
            return _decoder.Value;
        }
    }

    /// <summary>A store elsewhere.</summary>
    public void MoveTo(string root) => Store = new LatentStore(root);

    /// <summary>The same store with a limit of its size.</summary>
    public void Limit(string size) => Store = new LatentStore(Root, name => name == "MAS_CACHE_LIMIT" ? size : null);

    public TextKey Key(int texts = 150, int length = Length, string tokeniser = "t", string? adapter = null, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var contexts = new int[texts][];
        for (int text = 0; text < texts; text++)
        {
            contexts[text] = new int[Context];
            for (int at = 0; at < Context; at++)
                contexts[text][at] = random.Next(600);
        }
        return new TextKey(Model(adapter), tokeniser, contexts, length);
    }

    public TextModel Model(string? adapter = null) => TextModel.Read(
        DecoderCase.FolderOf("llama-tiny"), adapter is null ? null : DecoderCase.AdapterOf(adapter), Store.Hashes);

    public StoredTexts Open(TextKey key, int[] sites, RecordingOptions? options = null) =>
        Store.Open(key, sites, () => Decoder, options ?? new RecordingOptions { Say = Said.Add });

    public string FolderOf(TextKey key, string? root = null) => Path.Combine(root ?? Root, "latents", key.Hash);

    /// <summary>Every file of numbers with its bytes.</summary>
    public Dictionary<string, byte[]> Bytes(TextKey key, string? root = null) => Directory.EnumerateFiles(FolderOf(key, root))
        .Where(file => file.EndsWith("32", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes);

    public void Dispose()
    {
        if (_decoder.IsValueCreated)
            _decoder.Value.Dispose();
        _folder.Dispose();
    }
}
