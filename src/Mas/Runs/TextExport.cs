using Mas.Caches;
using Mas.Comparison;
using Mas.Language;
using Mas.Networks.TextActivity;
using Mas.NetworkTraining;
using Mas.Results.Tables;
using Mas.Tensors.Safetensors;

namespace Mas.Runs;

/// <summary>What a finished run of language models rests on, for other programs: the texts as each model reads and continues them, latents
/// at every site, and every test pair with what became of it under the alignment that decides.</summary>
internal static class TextExport
{
    /// <summary>Writes a new folder, whole or not at all; latents are read and written some texts at a time.</summary>
    /// <exception cref="InputException">A model or the texts are not those of the run, or there is no room.</exception>
    public static void Save(StoredRun run, string folder, RunOptions options, CancellationToken stop)
    {
        ExportFolder.RequireFree(folder);
        NativeTorch.Require(options.Device);
        var store = new LatentStore(NetworkCacheFolder.Choose(options.CacheFolder));
        using DisposableList<LanguageModel> models = LanguageModel.Open(run.Experiment, options, store, stop);
        if (models.Zip(run.Record.Networks).FirstOrDefault(pair => pair.First.Hash != pair.Second.Hash).First is { } stranger)
            throw new InputException($"the weights of network '{stranger.Name}' are others than the run's; 'mas verify' tells more");
        using TextStage texts = TextStage.Of(run.Experiment, models, store, options, stop);
        if (texts.Hash() != run.Record.Hashes.GetValueOrDefault("data"))
            throw new InputException("the data are others than the run's; 'mas verify' tells more");
        TextRunContext context = TextRun.Context(run.Experiment, models, pairsAtOnce: 1, options, stop);
        using var retest = new TextRetest(run, context, texts, Results.Verification.Tolerance.Matrix);
        IReadOnlyList<ExportedPairs> pairs = retest.Pairs();
        ExportedTexts[] all = [.. models.Select((model, k) => new ExportedTexts(texts, model, k))];
        ExportFolder.Write(folder, fresh =>
        {
            RequireRoom(fresh, folder, all.Sum(one => one.LatentBytes));
            string file = Path.GetFileName(run.Experiment.Texts!.Path);
            SafetensorsWriter.Save(Path.Combine(fresh, ExportFolder.LatentsFile), [.. all.SelectMany(one => one.Tensors())],
                all.Select(one => one.Metadata(file)).ToDictionary());
            TableFile.Save(all.SelectMany(one => one.Table()), Path.Combine(fresh, ExportFolder.Positions));
            if (pairs.Count > 0)
                TableFile.Save([ExportedPairs.Table(pairs, context.Names)], Path.Combine(fresh, ExportFolder.Interventions));
        });
    }

    private static void RequireRoom(string fresh, string folder, double needed)
    {
        long free = new DriveInfo(fresh).AvailableFreeSpace;
        if (needed > free)
            throw new InputException($"the latents take {ByteSize.Text((long)needed)} on the disk, and {ByteSize.Text(free)} are free; "
                + "name a folder on another disk with --output, or run fewer sites", folder);
    }
}
