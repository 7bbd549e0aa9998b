using System.Text;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Tensors.Safetensors;

namespace Mas.NetworkTraining;

/// <summary>Decoders that were trained here, as Hugging Face's libraries store them, with the tokeniser beside the weights. The key is a
/// hash of everything that made one: an entry has the bytes that training again would give.</summary>
/// <param name="folder">Such as <see cref="NetworkCacheFolder.Choose"/> gives; made on first use.</param>
internal sealed class DecoderCache(string folder)
{
    private const string TokeniserName = "tokenizer.json";

    private readonly TrainedFolders _trained = new(folder);

    /// <exception cref="InputException">A file that it is made of cannot be read.</exception>
    public string FolderOf(DecoderDesign design) => _trained.PlaceOf(KeyOf(design));

    /// <summary>The folder of a decoder; trains and stores it where it is not there or is damaged.</summary>
    /// <param name="notice">Takes one sentence where an entry was damaged.</param>
    /// <returns>The folder, and the loss on texts that were not trained on; null where it was there.</returns>
    /// <exception cref="InputException">A file is wrong, or the cache folder cannot be written.</exception>
    public (string Folder, double? Loss) Open(
        DecoderDesign design, int threads, Action<int, double> report, Action<string> notice, CancellationToken cancellation)
    {
        string entry = FolderOf(design);
        bool isStored = TrainedFolders.Stored(entry, () =>
        {
            Summed(entry).Require();
            return entry;
        }, notice) is not null;
        if (isStored)
            return (entry, null);
        _trained.RequireWritable();
        using TrainedDecoder trained = DecoderTrainer.Train(design, threads, report, cancellation);
        _trained.Save(entry, () => Summed(entry).Save(fresh => Write(fresh, design, trained)), notice);
        return (entry, trained.HeldOutLoss);
    }

    private static SummedFolder Summed(string entry) => new(entry, FolderPlace.ConfigName, WeightFiles.SingleName, TokeniserName);

    private static void Write(string fresh, DecoderDesign design, TrainedDecoder trained)
    {
        File.WriteAllText(Path.Combine(fresh, FolderPlace.ConfigName), trained.Design.Json);
        File.Copy(design.Tokeniser.FullPath, Path.Combine(fresh, TokeniserName));
        SafetensorsWriter.Save(Path.Combine(fresh, WeightFiles.SingleName),
            [.. trained.Design.Plan.Tensors.SelectMany(plan => Parts(plan, trained.Weights[FreshDecoder.NameOf(plan)]))]);
    }

    // What is one tensor here may be several in the files, one below the other.
    private static IEnumerable<TensorData> Parts(TensorPlan plan, Tensor whole)
    {
        foreach (StoredPart part in plan.Parts)
        {
            using Tensor rows = whole.narrow(0, part.Runs[0].To, part.Runs[0].Count), own = rows.contiguous();
            yield return TensorFile.ToData(part.Name, own);
        }
    }

    private static string KeyOf(DecoderDesign design)
    {
        (string Name, object Value)[] parts =
        [
            ("decoder trainer", DecoderTrainer.Version), ("tokeniser", FileBytes.Sha256(design.Tokeniser.FullPath)),
            ("text", FileBytes.Sha256(design.Text.FullPath)), ("kind", Path.GetExtension(design.Text.FullPath)), ("field", design.Field),
            ("width", design.Width), ("layers", design.Layers), ("heads", design.Heads), ("seed", design.Seed), ("steps", design.Steps),
        ];
        return FileHashes.Hex(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => Invariant($"{part.Name}: {part.Value}")))));
    }
}
