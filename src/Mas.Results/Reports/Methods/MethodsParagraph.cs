using System.Text;

namespace Mas.Results.Reports.Methods;

/// <summary>The paragraph for the methods section of a paper: what a finished run has compared, how, and what came out, each sentence from
/// its record.</summary>
internal static class MethodsParagraph
{
    private const int Width = 100;

    /// <summary>Plain text in lines, ready for a terminal.</summary>
    /// <param name="folder">Of the run, for messages.</param>
    /// <exception cref="InputException">The run has not finished, or has exchanged nothing.</exception>
    public static string Of(RunRecord run, string folder)
    {
        if (Missing(run) is string missing)
            throw new InputException(missing, folder);
        IReadOnlyList<TestedDirection> directions = TestedDirection.Of(run);
        IEnumerable<string> sentences =
        [
            .. ComparedSentences.Of(run, directions), .. ExchangeSentences.Of(run, directions), .. MeasureSentences.Of(run, directions),
            .. ResultSentences.Of(run, directions),
        ];
        return Wrapped(Printable.Of(string.Join(' ', sentences).Replace("`", "")));
    }

    private static string? Missing(RunRecord run) => run switch
    {
        { Status: RunStatus.Failed } => "the run has failed, so that there is no method to describe: "
            + (run.Error ?? "no reason is recorded"),
        { Status: not RunStatus.Done } => $"the run has not finished (its status is {run.Status}), so that there is no method to describe "
            + "yet; continue it with --resume",
        { IsOfMatrices: true } => "the run compares matrices of dissimilarities: nothing was aligned or exchanged, so that there is no "
            + "method to describe; its report has the measures",
        { Text.Directions.Count: 0 } => "the models of the run cut texts into different tokens: nothing was aligned or exchanged, so that "
            + "there is no method to describe; its report has the measures",
        { Text: null, Directions.Count: 0 } => "no direction was tested in the run, so that there is no method to describe",
        _ => null,
    };

    // A number stays with its unit: the space between them does not break, and becomes a plain one in the end.
    private static string Wrapped(string text)
    {
        StringBuilder lines = new();
        int length = 0;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            bool fits = length > 0 && length + 1 + word.Length <= Width;
            _ = lines.Append(length == 0 ? "" : fits ? " " : "\n").Append(word);
            length = fits ? length + 1 + word.Length : word.Length;
        }
        return lines.ToString().Replace('\u00a0', ' ');
    }
}
