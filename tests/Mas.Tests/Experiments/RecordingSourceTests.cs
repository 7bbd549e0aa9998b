using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Networks.Recordings;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Runs;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Experiments;

/// <summary>Recordings in experiments.</summary>
public sealed class RecordingSourceTests : IDisposable
{
    private readonly Study _study = new();

    private static string Npz => Golden.Path("recordings", "npz", "recording.npz");

    private static string Nwb => Golden.Path("recordings", "nwb", "recording.nwb");

    private static string Brain => $"  - {{ name: brain, recording: {{ file: \"{Npz}\", activity: rates, trials: {{ count: count }} }} }}";

    [Fact]
    public void A_recording_is_a_source_and_a_cl_target_and_nothing_is_written_into_it()
    {
        RunRecord run = _study.Run("method: clmas, variables: [count], size: 8, normalise: standard",
            Brain + "\n  - { name: gru-a, path: networks/gru-a }", overrides:
            [
                "task={ name: multi-object, quantities: [1, 6], held_out: [] }", "evaluation.similarity=[cka-linear-debiased]",
                "evaluation.controls=[no-swap, identity, random-orthogonal, shuffled, full-exchange, replay, output-only, null-exchanged]",
            ]);
        Assert.Equal(["brain→gru-a", "gru-a→gru-a"], run.Directions.Select(direction => $"{direction.Source}→{direction.Target}"));
        Assert.All(run.Directions, direction => Assert.True(direction.Trained));
        string[] own = [.. run.Directions[0].Controls.Select(control => control.Name)];
        Assert.Equal(["no-swap", "random-orthogonal", "shuffled"], own);
        NetworkRecord brain = run.Networks[0];
        Assert.Equal(("recording", "recording", "units"), (brain.Architecture, brain.Origin, brain.Site));
        Assert.Equal((24, 40), (brain.Width, brain.Usable));
        Assert.Null(brain.Accuracy);
        Assert.False(brain.Accessible);
        Assert.Equal((24, 40, 480), (brain.Recording!.Units, brain.Recording.Trials, brain.Recording.Positions));
        Assert.InRange(brain.Recording.Reliability!.Value, 0.56, 0.64); // by NumPy, over 4 000 splits, .598
        SimilarityValue similar = Assert.Single(run.Evidence!.Similarity);
        Assert.Equal(6, similar.Samples);
        Assert.NotNull(similar.SourceHalves);
        Assert.Null(similar.TargetHalves);
        Assert.Contains(run.Warnings, warning =>
            warning.StartsWith("The numbers rest on 6 different test trials of brain", StringComparison.Ordinal));
        string[] rows = [.. File.ReadLines(_study.File("run", "metrics.csv"))
            .Where(row => row.Contains(",accuracy,", StringComparison.Ordinal))];
        Assert.Contains("gru-a", Assert.Single(rows), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_a_recording_is_verified_to_the_last_bit()
    {
        _study.Run("method: clmas, variables: [count], size: 8", Brain + "\n  - { name: gru-a, path: networks/gru-a }",
            overrides: ["task={ name: multi-object, quantities: [1, 6], held_out: [] }"]);
        VerificationRecord verified = _study.Verify();
        Assert.True(verified.Holds);
        Assert.Equal(verified.Values, verified.Equal);
    }

    [Fact]
    public void Everything_that_is_written_of_a_recording_is_read_back_as_the_same()
    {
        using ExperimentFile file = new($$"""
            task: multi-object
            site: state
            networks:
              - name: brain
                recording:
                  file: "{{Nwb}}"
                  spikes: { bin: 0.25, from: 0.5, to: 1, align: start }
                  trials: { count: count }
                  transform: z-score
                  units: quality == good
              - name: other
                recording: { file: "{{Npz}}", activity: rates, axes: [trial, time, unit], trials: { count: count }, units: [3, 1] }
              - { name: net, train: { architecture: gru } }
            alignment: { method: clmas, variables: [count], size: 2 }
            """);
        Experiment read = file.Read();
        RecordingSource brain = Assert.IsType<RecordingSource>(read.Networks[0].Source);
        Assert.Equal(new SpikeBins(0.25) { From = 0.5, To = 1 }, brain.Options.Spikes);
        Assert.Equal(("units", 40, 80), (read.Networks[0].Site, brain.Recording.Trials, brain.Recording.Positions));
        Assert.Equal(["1", "3"], Assert.IsType<RecordingSource>(read.Networks[1].Source).Recording.Units);
        using ExperimentFile place = new("");
        Experiment again = ExperimentFile.Reread(read.SeenFrom(Path.GetDirectoryName(place.FullPath)!), place);
        Assert.Equal(read.SeenFrom(Path.GetDirectoryName(place.FullPath)!).Networks, again.Networks);
        Assert.Equal(ExperimentWriter.Write(again), ExperimentWriter.Write(read.SeenFrom(Path.GetDirectoryName(place.FullPath)!)));
    }

    [Theory]
    [InlineData("variables: [cuont]",
        "alignment.variables.0: 'cuont' is not a variable of the recording recording.npz; did you mean 'count'?")]
    [InlineData("size: 4", "alignment.variables: full is every variable of a causal model, and those of brain (count) and gru-a (phase, "
        + "count) are not the same; name a variable for each network, such as { brain: count, gru-a: count }")]
    [InlineData("variables: [count], scheme: stepwise", "alignment.scheme: the stepwise scheme goes through the positions of both "
        + "sequences side by side, and the trials of brain are not the network's sequences; use the scheme single")]
    [InlineData("variables: [count], method: mas", "alignment.method: method mas would run network 'brain' from an intervention, and it "
        + "is not accessible; use clmas or latent-stitching, or list only directions into accessible networks")]
    public void An_alignment_that_does_not_fit_a_recording_is_refused(string alignment, string error) =>
        Assert.Contains(Errors(Brain, alignment), line => line.EndsWith(error, StringComparison.Ordinal));

    [Theory]
    [InlineData("trials: { count: numerosity }", "", "the file has no array 'numerosity'")]
    [InlineData("trials: { count: count }, tranform: sqrt", "", "recording.tranform: unknown key 'tranform'; did you mean 'transform'?")]
    [InlineData("trials: count", "",
        "recording.trials: a map from variables to arrays or columns is wanted, or 'file: TABLE.csv', found the text 'count'")]
    [InlineData("trials: { count: count, condition: condition }", "", "recording.trials: of 40 trials each combination of values needs at "
        + "least 4, to be split into training, validation and test, and these have fewer: ")]
    [InlineData("trials: { count: count }, units: [99]", "", "recording.units: recording.npz: there is no unit '99'")]
    [InlineData("trials: { count: count }, units: good", "", "recording.units: 'good' is no condition on units")]
    [InlineData("trials: { count: count }, spikes: { bin: 0 }", "", "recording.spikes.bin: 0 is out of range; a number above 0")]
    [InlineData("trials: { count: count }", ", accessible: true",
        "accessible: this is a recording, which cannot be run; leave this key out")]
    [InlineData("trials: { count: count }", ", insist: true",
        "insist: this is a recording, whose variables are named under recording.trials")]
    [InlineData("trials: { count: count }", ", task: multi-object",
        "task: this is a recording, whose variables are named under recording.trials")]
    [InlineData("trials: { count: count }", ", site: state", "site: network 'brain' has no site 'state'; it has units")]
    public void What_is_wrong_with_a_recording_is_one_sentence(string keys, string beside, string error)
    {
        string brain = $"  - {{ name: brain, recording: {{ file: \"{Npz}\", activity: rates, {keys} }}{beside} }}";
        string[] errors = Errors(brain, "variables: [count]");
        Assert.Contains(errors, line => line.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_that_the_networks_variable_never_has_are_refused()
    {
        string[] errors = Errors(Brain, "variables: [count]", "task={ name: multi-object, quantities: [1, 4], held_out: [] }");
        Assert.Contains("networks.0.recording.trials: 'count' has values 5 and 6 in recording.npz, which 'count' of gru-a never has; leave "
            + "such trials out of the file, or widen its task", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_networks_that_can_be_run_is_refused_beside_a_recording() =>
        Assert.Contains("analyses: null-space needs networks that can be run, and 'brain' is a recording; leave null-space out",
            Assert.Single(Errors(Brain, "variables: [count]", "analyses=[null-space]")), StringComparison.Ordinal);

    [Fact]
    public void Recordings_alone_are_read_for_their_similarity_and_a_run_of_them_is_refused()
    {
        string text = $$"""
            networks:
              - { name: rates, recording: { file: "{{Npz}}", activity: rates, trials: { count: count } } }
              - { name: spikes, recording: { file: "{{Nwb}}", spikes: { bin: 0.125 }, trials: { count: count } } }
            """;
        Experiment read = ExperimentFile.Read(text);
        Assert.Empty(read.Alignment.Methods);
        var options = new RunOptions { Threads = 2, Command = "test" };
        MeasuredPair pair = Assert.Single(
            SimilarityRunner.Run(read with { Evaluation = new() { Similarity = ["cka-linear-debiased"] } }, false, 0, 0, options,
                TestContext.Current.CancellationToken));
        Assert.Equal(480, pair.Result.Samples); // the same trials in two formats
        InputException error = Assert.Throws<InputException>(() => Preflight.Of(read, options));
        Assert.Equal("networks: every network is a recording, into which nothing can be written, so that there is nothing to align; "
            + "'mas similarity' compares recordings, or add a network that can be run", Assert.Single(error.Errors).ToString());
        Assert.Contains("alignment.method: unknown key 'method'",
            Assert.Single(ExperimentFile.Errors(text + "\nalignment: { method: clmas }")), StringComparison.Ordinal);
    }

    private static string[] Errors(string brain, string alignment, params string[] overrides)
    {
        string method = alignment.Contains("method", StringComparison.Ordinal) ? "" : "method: clmas, ";
        string size = alignment.Contains("size", StringComparison.Ordinal) ? "" : ", size: 4";
        return ExperimentFile.Errors($$"""
            task: multi-object
            site: state
            networks:
            {{brain}}
              - { name: gru-a, train: { architecture: gru } }
            alignment: { {{method}}{{alignment}}{{size}} }
            """, overrides);
    }

    public void Dispose() => _study.Dispose();
}
