using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mas.Tensors.Safetensors;

namespace Mas.Tasks.Tokenisers;

/// <summary>The files of a tokeniser in a Hugging Face folder.</summary>
internal sealed class TokeniserFolder(string folder)
{
    private const int MostBytes = 256 << 20, MostSettings = 16 << 20;

    private const string Advice = "this is no tokeniser of a language model";

    // What says how texts are cut; the settings do not.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <exception cref="InputException">There is none, or it cannot be read.</exception>
    public static Tokeniser Open(string folder) => new TokeniserFolder(folder).Open();

    /// <summary>Opens a tokenizer.json, whatever it is called.</summary>
    /// <exception cref="InputException">It is not there, or cannot be read.</exception>
    public static Tokeniser OpenFile(string path)
    {
        var folder = new TokeniserFolder(Path.GetDirectoryName(path)!);
        using (folder._hash)
            return folder.OpenJson(Path.GetFileName(path));
    }

    private ReferenceTokeniser OpenJson(string name) => Json(JsonMembers.Root(Text(name), Place(name)), Place(name));

    private Tokeniser Open()
    {
        using (_hash)
        {
            TokeniserSettings settings = new(Settings("tokenizer_config.json"), Settings("special_tokens_map.json"),
                Place("tokenizer_config.json"));
            if (Has("tokenizer.json"))
                return OpenJson("tokenizer.json");
            if (Has("vocab.json") && Has("merges.txt"))
                return Json(JsonMembers.Root(OlderLayout(settings), Place("vocab.json")), Place("vocab.json"));
            if (Has("tokenizer.model"))
                return Model(settings);
            throw new InputException("there is no tokeniser in this folder: tokenizer.json, or vocab.json with merges.txt, or "
                + "tokenizer.model is wanted; download it with the weights", folder);
        }
    }

    private ReferenceTokeniser Json(JsonElement root, string path) => new(TokeniserJson.Of(root, path), path, Hash());

    private byte[] OlderLayout(TokeniserSettings settings) => new VocabularyAndMerges(
        JsonMembers.Root(Text("vocab.json"), Place("vocab.json")), Text("merges.txt"),
        Has("added_tokens.json") ? JsonMembers.Root(Text("added_tokens.json"), Place("added_tokens.json")) : default,
        settings, folder).ToJson();

    private SentencePieceTokeniser Model(TokeniserSettings settings)
    {
        string path = Place("tokenizer.model");
        SentencePieceModel model = SentencePieceModel.Read(Bytes("tokenizer.model"), path);
        return new(model, settings.Is("add_bos_token", true), settings.Is("add_eos_token", false), path, Hash());
    }

    private JsonElement Settings(string name)
    {
        if (!Has(name))
            return default;
        byte[] bytes = FileBytes.ReadAll(Place(name), MostSettings, Advice);
        return JsonMembers.Root(Utf8Text.Of(bytes, Place(name)), Place(name));
    }

    private ReadOnlyMemory<byte> Text(string name) => Utf8Text.Of(Bytes(name), Place(name));

    private byte[] Bytes(string name)
    {
        byte[] bytes = FileBytes.ReadAll(Place(name), MostBytes, Advice);
        if (ForeignFile.InPlace(bytes.AsSpan(0, Math.Min(ForeignFile.Length, bytes.Length))) is string foreign)
            throw new InputException(foreign, Place(name));
        _hash.AppendData(Encoding.UTF8.GetBytes($"{name} {bytes.Length}\n"));
        _hash.AppendData(bytes);
        return bytes;
    }

    private string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    private bool Has(string name) => System.IO.File.Exists(Place(name)) || FileBytes.LostTarget(Place(name)) is not null;

    private string Place(string name) => Path.Combine(folder, name);
}
