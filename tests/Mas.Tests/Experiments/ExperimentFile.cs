using Mas.Experiments;
using Mas.Results;
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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static Experiment Read(string text, params string[] overrides)
    {
        using var file = new ExperimentFile(text);
        return ExperimentReader.Read(file.FullPath, overrides);
    }

    /// <summary>Each error as <c>line:column key: message</c>.</summary>
    public static string[] Errors(string text, params string[] overrides) => Errors(text, false, overrides);

    public static string[] Errors(string text, bool small, string[] overrides)
    {
        using var file = new ExperimentFile(text);
        InputException refusal = Assert.Throws<InputException>(() => ExperimentReader.Read(file.FullPath, overrides, small));
        Assert.All(refusal.Errors, error => Assert.Equal(error.Line is null && error.File is null ? null : file.FullPath, error.File));
        return [.. refusal.Errors.Select(Shown)];
    }

    private static string Shown(InputError error) => (error.Line is null ? "" : $"{error.Line}:{error.Column} ") + (error.Key is null ? "" : $"{error.Key}: ") + error.Message;
}
