using System.Text;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Results.Records;
using Mas.Tasks.Tokenisers;

namespace Mas.Language;

/// <summary>A language model of a run, open, with the tokeniser that lies beside it.</summary>
/// <param name="Files">What it is read from, and the hashes of all that.</param>
internal sealed record LanguageModel(NetworkOptions Options, DecoderNetwork Network, Tokeniser Tokeniser, TextModel Files) : IDisposable
{
    /// <summary>SHA-256 of all that it is read from.</summary>
    public string Hash { get; } = ((DecoderSource)Options.Source).HashOf(
        FileHashes.Hex(Encoding.UTF8.GetBytes(string.Join(' ', [.. Files.Hashes, Files.Numbers]))));

    public string Name => Options.Name;

    /// <summary>Where it comes from in one word.</summary>
    public required string Origin { get; init; }

    /// <summary>Opens the models of an experiment; those of one base share its weights in memory.</summary>
    /// <param name="store">Remembers the hashes of large files.</param>
    /// <exception cref="InputException">A folder is wrong; holds the errors of all.</exception>
    public static DisposableList<LanguageModel> Open(
        Experiment experiment, RunOptions options, LatentStore store, CancellationToken stop)
    {
        const string job = "opening language models";
        var opened = new DisposableList<LanguageModel>();
        var errors = new List<InputError>();
        try
        {
            foreach (NetworkOptions network in experiment.Networks)
            {
                options.Progress(new RunProgress(job, opened.Count, experiment.Networks.Count, network.Name));
                try
                {
                    opened.Add(Open(network, options, store, stop));
                }
                catch (InputException error)
                {
                    errors.AddRange(error.Errors);
                }
            }
            if (errors.Count > 0)
                throw new InputException(errors);
            options.Progress(RunProgress.Finished(job, $"{opened.Count} models"));
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static LanguageModel Open(NetworkOptions network, RunOptions options, LatentStore store, CancellationToken stop)
    {
        DecoderFiles files = ((DecoderSource)network.Source).Files(new DecoderRequest(network.Name)
        {
            Threads = options.Threads,
            CacheFolder = options.CacheFolder,
            Progress = (work, done, all, detail) => options.Progress(new RunProgress($"{work} {network.Name}", done, all, detail)),
            Stop = stop,
        });
        Tokeniser tokeniser = Tokeniser.Open(files.Folder);
        DecoderNetwork? opened = null;
        try
        {
            opened = files.Open(options.Device);
            tokeniser.RequireFits(opened.Decoder.Config.Vocabulary);
            return new(network, opened, tokeniser, TextModel.Read(files, store.Hashes, options.Device) with { Name = network.Name })
            {
                Origin = files.Origin,
            };
        }
        catch
        {
            opened?.Dispose();
            tokeniser.Dispose();
            throw;
        }
    }

    /// <summary>Its latents at a site.</summary>
    /// <param name="activity">In the coordinates of its weights; owned by the result.</param>
    public RunnableActivity Seen(DecoderActivity activity) =>
        ((DecoderSource)Options.Source).Seen(activity, Network.Sites[activity.Site], Network.Device);

    /// <summary>Its row of the report.</summary>
    /// <param name="site">Name of its site.</param>
    /// <param name="texts">Texts that it reads.</param>
    public NetworkRecord Describe(string site, string task, int texts) => new()
    {
        Name = Name,
        Architecture = Network.Architecture,
        Width = Network.Decoder.Config.Width,
        Site = site,
        Task = task,
        Parameters = Network.ParameterCount,
        Origin = Origin,
        Hash = Hash,
        Accuracy = null, // what it predicts is its own behaviour: there is nothing that it could get wrong
        Usable = texts,
        Sequences = texts,
    };

    public void Dispose()
    {
        Network.Dispose();
        Tokeniser.Dispose();
    }
}
