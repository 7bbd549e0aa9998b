using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>Cuts as a tokenizer.json says, by the reference implementation. What is added to a text and how tokens become text is done
/// here.</summary>
internal sealed class ReferenceTokeniser : Tokeniser
{
    // The library keeps its last error once for the process.
    private static readonly Lock s_library = new();

    private readonly TokeniserJson _json;
    private readonly ConcurrentDictionary<bool, Tokenizers.DotNet.Tokenizer> _cutters = new();

    /// <exception cref="InputException">It is damaged, or of a kind that is not read, or the native library is not there.</exception>
    public ReferenceTokeniser(TokeniserJson json, string path, string hash)
    {
        (_json, File, Hash) = (json, path, hash);
        _ = Cutter(readsSpecial: true);
    }

    public override string File { get; }

    public override string Hash { get; }

    public override int VocabularySize => _json.Tokens.Count;

    public override IReadOnlyList<int> SpecialIds => _json.Tokens.SpecialIds;

    public override int? Beginning => _json.Before is [int first, ..] ? first : null;

    public override LeadingSpace Leading => _json.Leading;

    public override bool Normalises => _json.Normalises;

    public override string Decode(ReadOnlySpan<int> ids, bool withSpecial = true) =>
        _json.Spelling.Text(_json.Tokens.Of(ids.ToArray(), withSpecial));

    public override byte[]? Bytes(int id) => Added(id) is { } added ? Encoding.UTF8.GetBytes(added.Content)
        : _json.Tokens.Of(id) is string token ? _json.Spelling.Bytes(token) : null;

    public override AddedToken? Added(int id) => _json.Tokens.Added(id);

    protected override int[] Cut(string text, SpecialTokens special)
    {
        Tokenizers.DotNet.Tokenizer cutter = Cutter(special != SpecialTokens.None);
        int[] ids;
        lock (s_library)
        {
            try
            {
                ids = [.. cutter.Encode(text).Select(id => (int)id)];
            }
            catch (Tokenizers.DotNet.TokenizerException e)
            {
                throw new InputException($"the tokeniser cannot cut a text ({Said(e)})", File, inner: e);
            }
        }
        return special == SpecialTokens.Add ? [.. _json.Before, .. ids, .. _json.After] : ids;
    }

    public override void Dispose()
    {
        foreach (Tokenizers.DotNet.Tokenizer cutter in _cutters.Values)
            cutter.Dispose();
    }

    private Tokenizers.DotNet.Tokenizer Cutter(bool readsSpecial)
    {
        if (_cutters.TryGetValue(readsSpecial, out Tokenizers.DotNet.Tokenizer? made))
            return made;
        lock (s_library)
            return _cutters.GetOrAdd(readsSpecial, Made);
    }

    // The library reads files only; this one lies in a folder of its own, which nobody else may read, while it does.
    private Tokenizers.DotNet.Tokenizer Made(bool readsSpecial)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mas-");
        try
        {
            string copy = Path.Combine(folder.FullName, "tokenizer.json");
            using (FileStream stream = System.IO.File.Create(copy))
                TokeniserCopy.Write(stream, _json, readsSpecial);
            return new(copy);
        }
        catch (Tokenizers.DotNet.TokenizerException e)
        {
            throw new InputException($"the tokeniser cannot be read ({Said(e)}); was it downloaded in full?", File, inner: e);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw NoLibrary(e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Language models cannot be read on this system.</summary>
    public static InputException NoLibrary(Exception inner) => new("language models need the native library of their tokenisers, the "
        + $"package Tokenizers.DotNet.runtime.{RuntimeInformation.RuntimeIdentifier}, which is not there or does not load; "
        + "it comes along for linux-x64", inner: inner);

    private static string Said(Exception error) => MessageLimits.Cut(error.Message.ReplaceLineEndings(" ").TrimEnd('.'), 300);
}
