using System.Text;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;

namespace Mas.Cli.Commands;

/// <summary><c>mas report</c>: draws the report of one run again, or one page over several. Never loads libtorch.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string[]> s_runs = new("RUN") { Description = "Run folders", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> s_output =
        SharedOptions.Place("--output", "Where the page over several runs goes (default report.html)", "FILE");

    public static Command Create()
    {
        var command = new Command("report", "(Re)draw the report of one or several runs") { s_runs, s_output };
        command.SetAction(parsed => Guarded.Run(json: false, () => Run(parsed.GetValue(s_runs)!, parsed.GetValue(s_output))));
        return command;
    }

    private static int Run(string[] runs, string? output)
    {
        RunFolder[] folders = [.. runs.Select(RunFolder.Read)];
        string page = Path.GetFullPath(output ?? "report.html");
        if (folders.Length == 1 && output is null)
        {
            HtmlReport.Write(folders[0]);
            page = folders[0].Path(RunFolder.ReportFile);
        }
        else
            WritePage(page, HtmlReport.Render([.. folders.Select(ReportInput.Of)]));
        Console.Out.WriteLine(page);
        return ExitCodes.Done;
    }

    /// <summary>Writes a page whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written there.</exception>
    internal static void WritePage(string page, string html)
    {
        if (Directory.Exists(page))
            throw new InputException("this is a folder; give the name of a file with --output", page);
        try
        {
            AtomicFile.Write(page, Path.GetFileName(page), stream => stream.Write(Encoding.UTF8.GetBytes(html)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the page cannot be written ({error.Message.TrimEnd('.')}); name another file with --output", page, inner: error);
        }
    }
}
