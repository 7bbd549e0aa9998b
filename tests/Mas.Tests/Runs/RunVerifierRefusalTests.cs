using Mas.Results.Files;
using Mas.Results.Verification;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>What a run's folder must hold for the run to be evaluated again.</summary>
public sealed class RunVerifierRefusalTests : IDisposable
{
    private readonly Study _study = new();

    [Theory]
    [InlineData("status", "interrupted", "run.json: the run has not finished (its status is 'interrupted'), so that there is nothing to "
        + "verify; continue it with --resume first")]
    [InlineData("run", "other", "experiment.yaml: name: this is the experiment of another run: it says run, and run.json other")]
    public void A_record_that_does_not_fit_is_wrong_input(string key, string value, string sentence)
    {
        _study.Run("");
        _study.EditRun(run => run[key] = value);
        Refused(sentence);
    }

    [Fact]
    public void A_newer_record_is_wrong_input()
    {
        _study.Run("");
        _study.EditRun(run => run["format"] = 2);
        Refused("run.json: format: the run record has format 2, and this version of mas reads up to 1; use a newer mas");
    }

    [Fact]
    public void Alignments_of_another_format_are_wrong_input()
    {
        _study.Run("");
        SafetensorsEdit.SetMetadata(Alignments, "format", "mas alignments 2");
        Refused("alignments.safetensors: the metadata say format 'mas alignments 2', and this version of mas reads 'mas alignments 1'; use "
            + "the mas that has written the run");
    }

    [Theory]
    [InlineData("seed-1.gru-a.base",
        "there is no 'seed-1.gru-a.base' of shape [128, 128], which the experiment asks for; the file is not as the run has written it")]
    [InlineData("seed-1.gru-a.factor", "there is no 'seed-1.gru-a.factor' of shape [128, 16]; the file is not as the run has written it")]
    public void A_tensor_that_is_missing_is_wrong_input(string tensor, string sentence)
    {
        _study.Run("");
        SafetensorsEdit.Remove(Alignments, tensor);
        Refused("alignments.safetensors: " + sentence);
    }

    [Fact]
    public void A_parameter_with_NaN_is_wrong_input()
    {
        _study.Run("");
        SafetensorsEdit.Set(Alignments, "seed-1.gru-a.parameter", 0, float.NaN);
        Refused("alignments.safetensors: tensor 'seed-1.gru-a.parameter' contains NaN or infinite numbers; the file is not as the run has "
            + "written it");
    }

    [Fact]
    public void A_matrix_without_an_inverse_does_not_hold()
    {
        _study.Run("family: linear");
        SafetensorsEdit.Set(Alignments, "seed-1.gru-a.matrix", 0, 0, count: 128);
        Assert.NotEmpty(_study.Verify().Differences);
    }

    [Theory]
    [InlineData("", "parameter")]
    [InlineData("parametrisation: matrix-exponential", "parameter")]
    [InlineData("parametrisation: stiefel", "vectors")]
    [InlineData("family: symmetric-definite", "matrix")]
    public void Numbers_that_overflow_do_not_hold_or_are_refused(string alignment, string tensor)
    {
        _study.Run(alignment);
        SafetensorsEdit.Set(Alignments, $"seed-1.gru-a.{tensor}", 0, float.MaxValue, count: 1024);
        VerificationRecord? record = null;
        InputException? refusal = Record.Exception(() => record = _study.Verify()) as InputException;
        if (refusal is null)
            Assert.False(record!.Holds);
        else
            Assert.StartsWith("the alignments of seed 1 (mas-16) cannot be used: ", refusal.Errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics.csv", "metrics.csv: there are no values of the test; wanted is the file that the run has written")]
    [InlineData("experiment.yaml", "experiment.yaml: there is no such file")]
    [InlineData("alignments.safetensors", "alignments.safetensors: there is no such file")]
    public void A_run_with_a_missing_file_is_wrong_input(string file, string sentence)
    {
        _study.Run("");
        File.Delete(_study.File("run", file));
        Refused(sentence);
    }

    [Fact]
    public void Sizes_that_were_learned_for_variables_at_once_are_stored_as_their_sum_and_cannot_be_verified()
    {
        _study.Run("method: das, variables: [count, phase], joint: true, mask: learned, learned: { steps: 5 }, steps: 10",
            "  - { name: gru-a, path: networks/gru-a }");
        Refused("the size that the mask has learned for each variable (das, seed 1) does not follow from the rows 'learned_size' of "
            + "metrics.csv, so that this run cannot be verified");
    }

    private string Alignments => _study.File("run", "alignments.safetensors");

    private void Refused(string sentence)
    {
        InputError error = Assert.Single(Assert.Throws<InputException>(() => _study.Verify()).Errors);
        Assert.Equal(sentence, (error with { File = error.File is null ? null : Path.GetFileName(error.File) }).ToString());
    }

    public void Dispose() => _study.Dispose();
}
