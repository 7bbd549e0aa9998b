using Mas.Experiments.Reading;

namespace Mas.Experiments.Starting;

/// <summary>The text of a first experiment.</summary>
internal static class Starter
{
    /// <param name="networks">Folders of networks, or models in Python; none for an example that trains its own.</param>
    /// <param name="task">The task, as in an experiment file; null for what the networks say.</param>
    /// <param name="texts">Of language models, a file of texts; else null.</param>
    /// <param name="path">Absolute path of the file that the text is for.</param>
    /// <param name="code">What networks may do that are code.</param>
    /// <exception cref="InputException">A network cannot be opened, or no experiment can be made of them.</exception>
    public static string Of(IReadOnlyList<string> networks, string? task, string? texts, string path, StarterCode code)
    {
        if (networks.Count == 0)
            return task is null && texts is null ? Example(path)
                : throw new InputException("--task and --texts belong to networks; name their folders too");
        IReadOnlyList<StarterNetwork> read = StarterNetwork.All(networks, code);
        if (read.FirstOrDefault(network => network.IsLanguageModel != read[0].IsLanguageModel) is { } other)
            throw new InputException($"one of {read[0].Name} and {other.Name} is a language model, and one is not; "
                + "begin with networks of one kind");
        return read[0].IsLanguageModel ? OfTexts(read, task, texts, path) : OfTask(read, task, texts, path);
    }

    private static string OfTexts(IReadOnlyList<StarterNetwork> models, string? task, string? texts, string path)
    {
        if (task is not null || texts is null)
            throw new InputException("language models are compared on texts; name a file of texts with --texts, .txt with one on each line "
                + "or .jsonl, and leave --task out");
        return File.Exists(texts) ? StarterTexts.Of(models, texts, path)
            : throw new InputException("there is no such file of texts", texts, key: "--texts");
    }

    private static string OfTask(IReadOnlyList<StarterNetwork> networks, string? task, string? texts, string path) => texts is null
        ? StarterExperiment.Of(networks, task is null ? null : NetworkByItself.ReadTask(task), path)
        : throw new InputException("--texts is for language models, and these are none; --task says what they do");

    private static string Example(string path) => $$"""
        # Do two networks that were trained from different seeds count in the same way? An example that needs no files: it trains both, in
        # a minute or two, keeps them for later runs, and compares them. 'mas init FOLDER FOLDER' writes such a file for your own networks.
        #   mas run {{Printable.Of(Path.GetFileName(path))}}
        name: {{FileName.From(path)}}

        # So many objects are shown, and the network answers each with a response. 4 is held out: training never shows it.
        task: { name: multi-object, quantities: [1, 5], held_out: [4] }

        # Where the networks are read and written into: the state that a GRU hands on.
        site: state

        # Two GRUs of 32 units. Others are lstm, rnn, transformer and mlp. A network that you have trained is { name: mine, path: FOLDER }.
        networks:
          - { name: gru-1, train: { architecture: gru, width: 32, seed: 1 } }
          - { name: gru-3, train: { architecture: gru, width: 32, seed: 3 } }

        alignment:
          # Between all networks in every direction, and within each itself.
          method: mas
          # All variables at once. Or by name, each in a subspace of its own: phase, count.
          variables: [full]
          # Dimensions that are exchanged, of 32. The fewer are enough, the more that says.
          size: 16
          # Interventions in each direction: to train on, to stop by, to test on.
          train: 2000
          validation: 300
          test: 300
          # One alignment for each seed. Three tell what chance does.
          seeds: [1, 2, 3]

        """;
}
