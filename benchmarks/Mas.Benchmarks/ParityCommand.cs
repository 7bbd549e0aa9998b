using Mas.Benchmarks.Parity;

namespace Mas.Benchmarks;

/// <summary><c>parity</c>: every family of decoders against the values of its own library, as a page of the docs.</summary>
internal static class ParityCommand
{
    private static readonly Argument<string> s_folder = new("FOLDER")
    {
        Description = "Folders of decoders with their values",
        DefaultValueFactory = _ => "tests/Mas.Tests/Golden/language-models",
    };

    private static readonly Option<string?> s_output = new("--output") { Description = "The page; printed by default", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("parity", "Decoders against the values of their libraries; exit code 1 where one is too far off")
        { s_folder, s_output };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        NativeTorch.Load();
        FolderParity[] found = [.. FolderParity.All(parsed.GetValue(s_folder)!)];
        string page = Page(found);
        if (parsed.GetValue(s_output) is string file)
            File.WriteAllText(file, page);
        else
            Console.Write(page);
        return found.Length > 0 && found.All(one => one.IsWithin) ? 0 : 1;
    }

    private static string Page(IReadOnlyList<FolderParity> found) => $"""
        # Language models: parity with their libraries

        Each folder is a small decoder of its family with random weights. Its values were computed by the family's own library
        (transformers 5.23 and 5.24 on torch 2.13, float32). Shown is the largest absolute difference from them: of logits,
        also where vectors of the stream were replaced; of the residual stream before every block and behind the last; of
        the gradient by replaced vectors. Greedy tokens are counted that are equal.

        | architecture | folder | parameters | logits | stream | gradient | greedy tokens |
        |---|---|---:|---:|---:|---:|---:|
        {string.Join('\n', found.Select(Row))}
        {Allowed}

        A command makes this page, and fails where a difference is too large:

        ```sh
        dotnet run -c Release --project benchmarks/Mas.Benchmarks -- parity --output docs/reference/language-model-parity.md
        ```

        """.ReplaceLineEndings("\n");

    private static string Allowed => Invariant($"| *allowed* | | | {FolderParity.LogitsAllowed:0e-0} | {FolderParity.HiddenAllowed:0e-0} ")
        + Invariant($"| {FolderParity.GradientAllowed:0e-0} | all |");

    private static string Row(FolderParity one) => Invariant($"| {one.Family} | `{one.Folder}` | {one.Parameters:n0} ")
        + Invariant($"| {one.Logits:0.0e-0} | {one.Hidden:0.0e-0} | {one.Gradient:0.0e-0} | {one.GreedyEqual} of {one.GreedyTokens} |");
}
