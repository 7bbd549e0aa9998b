using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>An experiment that is parsed once and read many times, each time with other values.</summary>
/// <param name="path">Its file, or the one that it is written in; paths in it are relative to it.</param>
/// <param name="written">As parsed.</param>
/// <param name="known">All analyses that it may ask for.</param>
internal sealed class ExperimentTemplate(string path, YamlMap written, IReadOnlyList<AnalysisRule> known)
{
    private readonly RecordingReading _recordings = new(Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <summary>An experiment's file; null where it cannot be parsed, with errors reported.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static ExperimentTemplate? Parse(string path, IReadOnlyList<AnalysisRule> known, YamlErrors errors) =>
        LayeredFile.Root(YamlText.Parse(ExperimentText.Read(path), errors), "an experiment", errors) is { } map
            ? new(path, map, known) : null;

    /// <summary>The experiment with values in the places of some keys; null where something is wrong, with errors reported.</summary>
    public Experiment? Read(IReadOnlyList<Override> changes, bool small, YamlErrors errors) =>
        ExperimentReader.Interpret(LayeredFile.Layered(written, changes, small, errors), path, known, _recordings, errors);
}
