using System.Text.Json;
using Mas.Networks.Formats;
using Mas.Tasks.Tokenisers;

namespace Mas.Networks.Pretrained;

/// <summary>The type that products of a language model are computed in.</summary>
internal enum ComputedIn
{
    /// <summary>float32, whatever the files hold.</summary>
    Auto,
    Float32,
    Bfloat16,
}

/// <summary>A language model as Hugging Face's libraries store it, with a LoRA adapter or without.</summary>
/// <param name="Path">As the experiment file gives it, relative to that.</param>
/// <param name="FullPath">Absolute.</param>
internal sealed record PretrainedNetwork(string Path, string FullPath) : DecoderSource
{
    public const string AdapterKey = "adapter", TypeKey = "dtype";

    /// <summary>The adapter's folder: as the file gives it, and absolute; null for none.</summary>
    public (string Path, string FullPath)? Adapter { get; init; }

    public ComputedIn Type { get; init; }

    /// <summary>Whether a folder is one, by its <c>config.json</c>. One of a family that is not read is one too.</summary>
    public static bool Is(string folder)
    {
        string config = System.IO.Path.Combine(folder, FolderPlace.ConfigName);
        try
        {
            return File.Exists(config) && ConfigJson.Read(config) is { ValueKind: JsonValueKind.Object } read
                && !read.TryGetProperty("architecture", out _)
                && (read.TryGetProperty("architectures", out _) || read.TryGetProperty("model_type", out _));
        }
        catch (InputException)
        {
            return false;
        }
    }

    public override string Key => "path";

    internal override IReadOnlyList<Site>? KnownSites
    {
        get
        {
            try
            {
                return DecoderNetwork.SitesOf(PretrainedFolder.Read(FullPath).Config);
            }
            catch (InputException)
            {
                return null; // told when it is opened, together with all that is wrong with its weights
            }
        }
    }

    public override bool IsStored => true;

    internal override string OtherWeights => $" ({FullPath}).";

    public override NetworkSource SeenFrom(string folder) => this with
    {
        Path = Relative(folder, FullPath),
        Adapter = Adapter is { } adapter ? (Relative(folder, adapter.FullPath), adapter.FullPath) : null,
    };

    private static string Relative(string folder, string path) =>
        System.IO.Path.GetRelativePath(folder, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');

    public override string Entry(Func<string, string> quoted) => $"{Key}: {quoted(Path)}"
        + (Adapter is { } adapter ? $", {AdapterKey}: {quoted(adapter.Path)}" : "")
        + (Type == ComputedIn.Auto ? "" : $", {TypeKey}: {Type.Word()}");

    internal override NotLearned NotLearned(int index) => Networks.NotLearned.OfExport(Path);

    protected override string Called => FullPath;

    public override string SharedAs => FullPath;

    public override string Addition => Adapter is { } adapter ? $", with the adapter {adapter.Path}" : "";

    public override ComputedIn ComputesIn => Type;

    public override ModelShape Shape() =>
        new(PretrainedFolder.Read(FullPath).Config, PretrainedFolder.Check(FullPath, Adapter?.FullPath).Parameters);

    public override Tokeniser OpenTokeniser() => Tokeniser.Open(FullPath);

    public override DecoderFiles Files(DecoderRequest request) => new(FullPath, Adapter?.FullPath, Type);
}
