using Mas.Networks;
using Mas.Networks.Pretrained;
using Mas.Tasks.Tokenisers;

namespace Mas.Runs;

/// <summary>What a language model is, and what it makes of a text.</summary>
/// <param name="Parameters">Learned numbers, those of an adapter among them.</param>
internal sealed record LanguageInspection(string Architecture, long Parameters, IReadOnlyList<Site> Sites)
{
    private const int Likeliest = 5;

    /// <summary>The text as the model reads it: each token with its id; empty where no text was given.</summary>
    public IReadOnlyList<(int Id, string Text)> Tokens { get; init; } = [];

    /// <summary>The most likely next tokens, with their logits.</summary>
    public IReadOnlyList<(int Id, string Text, double Logit)> Next { get; init; } = [];

    /// <summary>Looks into a folder; the model runs only where there is a text.</summary>
    /// <param name="folder">A Hugging Face folder.</param>
    /// <param name="adapter">Folder of a LoRA adapter; null for none.</param>
    /// <param name="text">Null for none.</param>
    /// <exception cref="InputException">Something in a folder is wrong, or the tokeniser is of another model.</exception>
    public static LanguageInspection Of(string folder, string? adapter, string? text, SpecialTokens special)
    {
        if (text is null)
        {
            DecoderConfig config = PretrainedFolder.Read(folder).Config;
            return new(config.Architecture, PretrainedFolder.Check(folder, adapter).Parameters, DecoderNetwork.SitesOf(config));
        }
        using Tokeniser tokeniser = Tokeniser.Open(folder);
        using var network = new DecoderNetwork(PretrainedFolder.Open(folder, adapter));
        tokeniser.RequireFits(network.Decoder.Config.Vocabulary);
        int[] ids = tokeniser.Encode(text, special);
        return new(network.Architecture, network.ParameterCount, network.Sites)
        {
            Tokens = [.. ids.Select(id => (id, tokeniser.TokenText(id)))],
            Next = ids.Length == 0 ? [] : Best(network.Decoder, ids, tokeniser),
        };
    }

    private static (int, string, double)[] Best(Decoder decoder, int[] ids, Tokeniser tokeniser)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        if (decoder.Config.Rotary is null && ids.Length > decoder.Config.Context)
            throw new InputException($"the text has {ids.Length} tokens, and the network has positions for {decoder.Config.Context}; "
                + "give a shorter one", key: "text");
        Tensor end = decoder.Blocks(decoder.Embed(ids, 1), 0, decoder.Config.Layers)[0];
        (Tensor logits, Tensor words) = decoder.Head(end.narrow(0, ids.Length - 1, 1))[0].topk(Likeliest, 0);
        double[] values = logits.to_type(ScalarType.Float64).contiguous().ToArray<double>();
        return [.. words.contiguous().ToArray<long>().Zip(values, (id, logit) => ((int)id, tokeniser.TokenText((int)id), logit))];
    }
}
