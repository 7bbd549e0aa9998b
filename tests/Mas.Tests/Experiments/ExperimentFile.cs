using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Files;
using Mas.Runs;
using Xunit;

namespace Mas.Tests.Experiments;

/// <summary>An experiment file in a folder of its own, for one test.</summary>
internal sealed class ExperimentFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-experiment-").FullName;

    public ExperimentFile(string text)
    {
        FullPath = Path.Combine(_folder, "experiment.yaml");
        File.WriteAllText(FullPath, text);
    }

    public string FullPath { get; }

    /// <summary>Writes a file that the experiment names.</summary>
    public ExperimentFile With(string path, params string[] lines)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllLines(full, lines);
        return this;
    }

    /// <summary>Copies a file that the experiment names.</summary>
    public ExperimentFile WithCopy(string path, string source)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.Copy(source, full);
        return this;
    }

    public Experiment Read(params string[] overrides) => ExperimentRunner.Read(FullPath, overrides);

    /// <summary>Each error as <c>line:column key: message</c>, after its file's name where that is another one.</summary>
    public string[] Errors(bool small = false, params string[] overrides)
    {
        InputException refusal = Assert.Throws<InputException>(() => ExperimentRunner.Read(FullPath, overrides, small));
        return [.. refusal.Errors.Select(
            error => (error.File is null || error.File == FullPath ? "" : $"{Path.GetFileName(error.File)}: ") + Shown(error))];
    }

    /// <summary>What its resolved copy says in the same place.</summary>
    public static Experiment Reread(Experiment experiment, ExperimentFile place)
    {
        File.WriteAllText(place.FullPath, ExperimentWriter.Write(experiment));
        return place.Read();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static Experiment Read(string text, params string[] overrides)
    {
        using var file = new ExperimentFile(text);
        return file.Read(overrides);
    }

    public static string[] Errors(string text, params string[] overrides) => Errors(text, false, overrides);

    public static string[] Errors(string text, bool small, string[] overrides)
    {
        using var file = new ExperimentFile(text);
        return file.Errors(small, overrides);
    }

    private static string Shown(InputError error) =>
        (error.Line is null ? "" : $"{error.Line}:{error.Column} ") + (error.Key is null ? "" : $"{error.Key}: ") + error.Message;
}
