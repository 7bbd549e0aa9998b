using System.Runtime.InteropServices;
using Mas.Networks.Pretrained;
using Microsoft.Win32.SafeHandles;

namespace Mas.Networks.TextActivity;

/// <summary>What a language model makes of texts, as it is stored. While it is open, nobody removes it.</summary>
internal sealed class StoredTexts : IDisposable
{
    private readonly FileStream? _use;
    private readonly Dictionary<int, MappedNumbers> _sites = [];
    private readonly Device _device;

    /// <param name="use">The lock of the entry; owned from here on, unless an exception is thrown; null where the caller holds it.</param>
    /// <exception cref="InputException">A file is not what the key says.</exception>
    public StoredTexts(StoreEntry entry, TextKey key, IEnumerable<int> sites, FileStream? use, Device device)
    {
        (_use, _device) = (use, device);
        Rows = ReadRows(entry, key);
        IReadOnlyList<StoredFile> files = StoredFile.Of(key);
        Predicted = Ids(entry.PathOf(files[1].Name), key);
        Margins = Read<float>(entry.PathOf(files[2].Name), key.Texts * key.Length);
        Losses = Read<float>(entry.PathOf(files[3].Name), key.Texts);
        if (!Array.TrueForAll(Losses, loss => float.IsFinite(loss) && loss >= 0))
            throw new InputException("a loss is no number from 0", entry.PathOf(files[3].Name));
        if (!Array.TrueForAll(Margins, margin => float.IsFinite(margin) && margin >= 0))
            throw new InputException("a margin is no number from 0", entry.PathOf(files[2].Name));
        try
        {
            foreach (int site in sites)
                _sites.Add(site, new MappedNumbers(
                    entry.PathOf(StoredFile.Of(key, site).Name), (long)key.Texts * key.Length, key.Model.Config.Width));
        }
        catch
        {
            Unmap();
            throw;
        }
    }

    /// <summary>[texts] what the model has read, and then what it has said; all of the same length.</summary>
    public TokenRows Rows { get; }

    /// <summary>[texts · length] its most probable next token.</summary>
    public int[] Predicted { get; }

    /// <summary>[texts · length] logit of that token minus that of the second.</summary>
    public float[] Margins { get; }

    /// <summary>[texts] nats per token of the context, but for the first token: the mean of − ln of the probabilities.</summary>
    public float[] Losses { get; }

    /// <summary>Reads latents at flat positions, [positions, width]. It may be asked from several threads, as long as this is open.
    /// </summary>
    public Func<ReadOnlySpan<int>, Tensor> Latents(int site)
    {
        MappedNumbers own = _sites[site];
        return positions =>
        {
            Tensor read = own.Read(positions);
            if (_device.IsHost)
                return read;
            using (read)
                return _device.Copy(read);
        };
    }

    /// <summary>The same as activity that the model can go on from.</summary>
    /// <param name="decoder">The model.</param>
    public DecoderActivity Activity(Decoder decoder, int site) => new(decoder, site, Rows, Latents(site));

    /// <summary>The tokens of an entry.</summary>
    /// <exception cref="InputException">They are not what the key says.</exception>
    public static TokenRows ReadRows(StoreEntry entry, TextKey key)
    {
        string path = entry.PathOf(StoredFile.Of(key)[0].Name);
        int[] tokens = Ids(path, key);
        for (int text = 0; text < key.Texts; text++)
            if (!tokens.AsSpan(text * key.Length, key.Context).SequenceEqual(key.Contexts[text]))
                throw new InputException($"text {text} does not begin with its context", path);
        return new TokenRows(tokens, [.. Enumerable.Range(0, key.Texts + 1).Select(text => text * key.Length)]);
    }

    private static int[] Ids(string path, TextKey key)
    {
        int[] ids = Read<int>(path, key.Texts * key.Length);
        return !ids.AsSpan().ContainsAnyExceptInRange(0, key.Model.Config.Vocabulary - 1) ? ids
            : throw new InputException("an id is not one of the vocabulary", path);
    }

    private static T[] Read<T>(string path, int count)
        where T : unmanaged
    {
        using SafeFileHandle file = FileBytes.Open(path);
        var numbers = new T[count];
        FileBytes.Read(file, 0, MemoryMarshal.AsBytes(numbers.AsSpan()), path);
        return numbers;
    }

    private void Unmap()
    {
        foreach (MappedNumbers site in _sites.Values)
            site.Dispose();
    }

    public void Dispose()
    {
        Unmap();
        _use?.Dispose();
    }
}
