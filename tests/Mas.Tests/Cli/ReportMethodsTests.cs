using Mas.Results.Store;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>The paragraph for a paper, as a user asks for it.</summary>
public sealed class ReportMethodsTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void A_finished_run_has_its_paragraph_and_its_report_stays_as_it_is()
    {
        _here.Finish(_here.Experiment("steps: 0, variables: [count, phase], sizes: [8, 4]"), "run");
        string report = _here.Path("run", RunFolder.ReportFile);
        File.WriteAllText(report, "mine");
        Ended ended = _here.Done("report", "run", "--methods");
        string text = ended.Output.Replace('\n', ' ');
        Assert.StartsWith("We compared 2 gru networks (gru-a and gru-b; 128 units at state) by MAS, with the software mas ", text);
        Assert.Contains("count in 8 dimensions and phase in 4 dimensions of the aligned activity", text);
        Assert.Contains("Interventions per direction: 100 training, 40 validation, 40 test.", text);
        Assert.Contains("Trial IIA of MAS for count at size 8 is", text);
        Assert.Empty(ended.Error);
        Assert.Equal("mine", File.ReadAllText(report));
    }

    [Fact]
    public void What_it_cannot_describe_is_refused_in_a_sentence()
    {
        string file = _here.Experiment("steps: 0");
        _here.Finish(file, "run");
        Refused("describes one run, and 2 are named", "report", "run", "run", "--methods");
        Refused("leave --output out", "report", "run", "--methods", "--output", "methods.txt");
        Refused("this is no run folder", "report", "networks", "--methods");
        string record = _here.Path("run", RunFolder.RunFile);
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"status\": \"done\"", "\"status\": \"interrupted\""));
        Refused("the run has not finished (its status is interrupted)", "report", "run", "--methods");
    }

    private void Refused(string sentence, params string[] arguments)
    {
        Ended ended = Tool.Run(_here.Root, arguments);
        Assert.Equal(2, ended.Code);
        Assert.Empty(ended.Output);
        Assert.Contains(sentence, Assert.Single(ended.ErrorLines));
    }

    public void Dispose() => _here.Dispose();
}
