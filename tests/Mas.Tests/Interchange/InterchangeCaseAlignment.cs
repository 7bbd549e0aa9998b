using System.Text.Json;
using Mas.Alignments;
using Mas.Tensors.Safetensors;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>The alignment function of one network of the golden cases.</summary>
internal static class InterchangeCaseAlignment
{
    /// <param name="file">The tensors of the cases.</param>
    /// <param name="network">Its entry.</param>
    /// <param name="prefix">What the names of its tensors begin with.</param>
    /// <param name="columns">Coordinates of all blocks together; a narrower network has as many as its width.</param>
    /// <param name="type">Precision of the parameters.</param>
    public static AlignmentFunction Make(SafetensorsFile file, JsonElement network, string prefix, int columns, ScalarType type)
    {
        JsonElement alignment = network.GetProperty("alignment");
        int width = network.GetProperty("width").GetInt32(), own = Math.Min(columns, width);
        Tensor? Optional(string key) =>
            alignment.TryGetProperty(key, out JsonElement name) ? file.Double(name.GetString()!).to_type(type) : null;
        Tensor Read(string key) => Optional(key) ?? zeros(width, dtype: type); // only a shift may be missing
        AlignmentFunction core = alignment.GetProperty("family").GetString() switch
        {
            "orthogonal" => new CayleyAlignment(Read("weight"), zeros(width, own, dtype: type)),
            "thin-orthogonal" => new StiefelAlignment(Read("vectors").t().contiguous()),
            "symmetric-positive-definite" => new SymmetricPositiveDefiniteAlignment(Read("matrix"), Read("shift"), own),
            "reversible" => new ReversibleAlignment(width, own,
                file.Entries.Where(entry => entry.Name.StartsWith(prefix + ".blocks.", StringComparison.Ordinal))
                .ToDictionary(entry => entry.Name[(prefix.Length + 1)..], entry => file.Double(entry.Name).to_type(type))),
            string family => throw new ArgumentException(family),
            null => throw new ArgumentException("family"),
        };
        Nonlinearity nonlinearity = alignment.TryGetProperty("nonlinearity", out JsonElement word)
            && word.GetString() == "tanh" ? Nonlinearity.Tanh : Nonlinearity.Identity;
        return Optional("mean") is null && nonlinearity == Nonlinearity.Identity
            ? core : new NormalisedAlignment(core,
                new Normalisation(nonlinearity, Read("mean"), Optional("deviation") ?? ones(width, dtype: type)));
    }
}
