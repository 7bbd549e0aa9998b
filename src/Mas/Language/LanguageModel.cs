using System.Text;
using Mas.Comparison;
using Mas.Experiments;
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
    public string Hash { get; } = FileHashes.Hex(Encoding.UTF8.GetBytes(string.Join(' ', [.. Files.Hashes, Files.Numbers])));

    public string Name => Options.Name;

    /// <summary>Opens the models of an experiment; those of one base share its weights in memory.</summary>
    /// <param name="store">Remembers the hashes of large files.</param>
    /// <exception cref="InputException">A folder is wrong; holds the errors of all.</exception>
    public static DisposableList<LanguageModel> Open(
        Experiment experiment, Device device, LatentStore store, Action<string> opening)
    {
        var opened = new DisposableList<LanguageModel>();
        var errors = new List<InputError>();
        try
        {
            foreach (NetworkOptions network in experiment.Networks)
            {
                opening(network.Name);
                try
                {
                    opened.Add(Open(network, device, store));
                }
                catch (InputException error)
                {
                    errors.AddRange(error.Errors);
                }
            }
            return errors.Count == 0 ? opened : throw new InputException(errors);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static LanguageModel Open(NetworkOptions options, Device device, LatentStore store)
    {
        var source = (PretrainedNetwork)options.Source;
        Tokeniser tokeniser = Tokeniser.Open(source.FullPath);
        DecoderNetwork? network = null;
        try
        {
            network = source.Open(device);
            tokeniser.RequireFits(network.Decoder.Config.Vocabulary);
            TextModel files = TextModel.Read(source.FullPath, source.Adapter?.FullPath, store.Hashes, source.DeviceOf(device));
            return new(options, network, tokeniser, files with { Name = options.Name });
        }
        catch
        {
            network?.Dispose();
            tokeniser.Dispose();
            throw;
        }
    }

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
        Origin = "folder",
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
