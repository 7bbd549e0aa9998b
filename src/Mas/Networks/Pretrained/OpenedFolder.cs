using Mas.Networks.Formats;

namespace Mas.Networks.Pretrained;

/// <summary>The files of a decoder and of its adapter, checked, none of their numbers read.</summary>
/// <param name="Adapter">Null for none.</param>
internal sealed record OpenedFolder(
    DecoderConfig Config, DecoderPlan Plan, WeightFiles Files, StoredWeights Stored, LoraAdapter? Adapter) : IDisposable
{
    /// <exception cref="InputException">Something in a folder is wrong or missing.</exception>
    public static OpenedFolder Open(string folder, string? adapter, string? config)
    {
        (DecoderFamily family, DecoderConfig read) = PretrainedFolder.Read(folder, config);
        WeightFiles files = WeightFiles.Open(folder);
        try
        {
            var stored = new StoredWeights(files, family.Layout.Root);
            DecoderPlan plan = DecoderPlan.Of(read, family.Layout, stored.Has, new FolderPlace(folder, config).ConfigPath);
            stored.Require(plan);
            return new OpenedFolder(read, plan, files, stored,
                adapter is null ? null : LoraAdapter.Open(adapter, plan, family.Layout.Root));
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Files.Dispose();
        Adapter?.Dispose();
    }
}
