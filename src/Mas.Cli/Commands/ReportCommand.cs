using System.Text;
using Mas.Results.Reports;
using Mas.Results.Reports.Methods;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;

namespace Mas.Cli.Commands;

/// <summary><c>mas report</c>: draws the report of one run again, or one page over several. Never loads libtorch.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string[]> s_runs =
        new("RUN") { Description = "One run folder or several", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> s_output =
        SharedOptions.Place("--output", "Where the page over several runs goes (default: report.html)", "FILE");
    private static readonly Option<bool> s_methods =
        SharedOptions.Flag("--methods", "Print the paragraph for a paper's methods section, and draw nothing");

    public static Command Create()
    {
        var command = new Command("report", "Draw the report of one or several runs again") { s_runs, s_output, s_methods };
        command.SetAction(parsed => Guarded.Run(json: false, () => parsed.GetValue(s_methods)
            ? Methods(parsed.GetValue(s_runs)!, parsed.GetValue(s_output)) : Run(parsed.GetValue(s_runs)!, parsed.GetValue(s_output))));
        return command;
    }

    private static int Methods(string[] runs, string? output)
    {
        if (output is not null)
            throw new InputException("--methods prints its paragraph and writes no file; leave --output out");
        if (runs.Length > 1)
            throw new InputException($"--methods describes one run, and {runs.Length} are named; ask for each by itself");
        RunFolder folder = RunFolder.Read(runs[0]);
        Console.Out.WriteLine(MethodsParagraph.Of(folder.ReadRun(), folder.Root));
        return ExitCodes.Done;
    }

    private static int Run(string[] runs, string? output)
    {
        RunFolder[] folders = [.. runs.Select(RunFolder.Read)];
        string page = Path.GetFullPath(output ?? "report.html");
        if (folders.Length == 1 && output is null)
        {
            Redraw(folders[0]);
            page = folders[0].Path(RunFolder.ReportFile);
        }
        else
            WritePage(page, HtmlReport.Render([.. folders.Select(ReportInput.Of)]));
        Console.Out.WriteLine(page);
        return ExitCodes.Done;
    }

    private static void Redraw(RunFolder folder)
    {
        try
        {
            HtmlReport.Write(folder);
        }
        catch (RunFolderException error)
        {
            string reason = (error.InnerException ?? error).Message.TrimEnd('.');
            throw new InputException(
                $"the report cannot be written into the run folder ({reason}); name a file for it with --output", folder.Root,
                inner: error);
        }
    }

    /// <summary>Writes a page whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written there.</exception>
    internal static void WritePage(string page, string html)
    {
        RefuseFolder(page);
        Guard(page, () => AtomicFile.Write(page, Path.GetFileName(page), stream => stream.Write(Encoding.UTF8.GetBytes(html))));
    }

    /// <summary>Requires that a page can be written, before minutes are spent on what is to be on it.</summary>
    /// <exception cref="InputException">It cannot be written there.</exception>
    internal static void RequirePage(string page)
    {
        RefuseFolder(page);
        string folder = Path.GetDirectoryName(page)!;
        while (!Path.Exists(folder))
            folder = Path.GetDirectoryName(folder)!;
        string probe = Path.Combine(folder, $".mas-{Path.GetRandomFileName()}.partial");
        Guard(page, () => File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose());
    }

    private static void RefuseFolder(string page)
    {
        if (Directory.Exists(page))
            throw new InputException("this is a folder; give the name of a file with --output", page);
    }

    private static void Guard(string page, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the page cannot be written ({error.Message.TrimEnd('.')}); name another file with --output", page, inner: error);
        }
    }
}
