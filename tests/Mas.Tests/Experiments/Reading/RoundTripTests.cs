using Mas.Alignments;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Masks;
using Mas.Results.Files;
using Mas.Runs;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

public sealed class RoundTripTests
{
    [Fact]
    public void The_resolved_copy_reads_back_to_the_same_experiment()
    {
        using ExperimentFile file = new ExperimentFile("").With(RandomExperiment.Trials, Recall.Lines)
            .With(RandomExperiment.Run + "/run.json", FinishedRun.Json(["true", "1e5"], [.. Enumerable.Range(0, 9)]));
        string folder = Path.GetDirectoryName(file.FullPath)!;
        var words = new HashSet<string>();
        for (ulong seed = 0; seed < 400; seed++)
        {
            Experiment experiment = RandomExperiment.Of(seed, folder);
            string text = ExperimentWriter.Write(experiment);
            File.WriteAllText(file.FullPath, text);
            // What the file rules out is found by reading, and not written.
            Experiment read = Read(file, text) with { RuledOut = [] };
            Assert.Equal(experiment, read);
            Assert.Equal(experiment.GetHashCode(), read.GetHashCode());
            Assert.Equal(text, ExperimentWriter.Write(read));
            words.UnionWith(text.Split([' ', '\n', ',', '[', ']'], StringSplitOptions.RemoveEmptyEntries));
        }
        // The draws reach all of the space.
        foreach (string word in Words.All<AlignmentMethod>().Concat(MaskKind.All.Select(kind => kind.Word))
            .Concat(Words.All<Parametrisation>())
            .Concat(["sizes:", "held_out:", "extend:", "path:", "file:", "cl_directions:", "extraneous:", "reversible:", "nonlinearity:",
                "stepwise", "start:"]))
            Assert.Contains(word, words);
    }

    [Fact]
    public void The_resolved_copy_reads_back_to_the_same_experiment_from_another_folder()
    {
        using ExperimentFile file = new ExperimentFile("").With(RandomExperiment.Trials, Recall.Lines)
            .With(RandomExperiment.Run + "/run.json", FinishedRun.Json(["true", "1e5"], [.. Enumerable.Range(0, 9)]))
            .With("elsewhere/deep/experiment.yaml");
        string folder = Path.GetDirectoryName(file.FullPath)!, other = Path.Combine(folder, "elsewhere", "deep");
        for (ulong seed = 0; seed < 60; seed++)
        {
            Experiment moved = RandomExperiment.Of(seed, folder).SeenFrom(other);
            File.WriteAllText(Path.Combine(other, "experiment.yaml"), ExperimentWriter.Write(moved));
            Experiment read = ExperimentRunner.Read(Path.Combine(other, "experiment.yaml"));
            Assert.Equal(moved, read with { RuledOut = [] });
        }
    }

    private static Experiment Read(ExperimentFile file, string text)
    {
        try
        {
            return file.Read();
        }
        catch (InputException error)
        {
            Assert.Fail($"{error.Message}\n{text}");
            throw;
        }
    }
}
