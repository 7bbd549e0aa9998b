using System.Text;
using Mas.Experiments.Starting;

namespace Mas.Cli.Commands;

/// <summary><c>mas init</c>: a first experiment on networks, to be read and changed.</summary>
internal static class InitCommand
{
    private static readonly Argument<string[]> s_networks = new("NETWORK")
    {
        Description = "Folders of networks, or models in Python; none for an example that trains its own",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> s_output =
        SharedOptions.Place("--output", "The experiment file to write (default: experiment.yaml)", "FILE");

    private static readonly Option<string?> s_texts =
        SharedOptions.Place("--texts", "The texts for language models, one on each line of .txt or .jsonl", "FILE");

    public static Command Create()
    {
        var command = new Command("init", "Write a first experiment file, each choice explained")
        {
            s_networks, s_output, SharedOptions.Task, s_texts, SharedOptions.AllowCode,
        };
        command.SetAction(parsed => Guarded.Run(json: false, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] networks = parsed.GetValue(s_networks) ?? [];
        string output = parsed.GetValue(s_output) ?? "experiment.yaml", path = Path.GetFullPath(output);
        if (Path.Exists(path))
            throw new InputException("this is there already, and stays as it is; name another file with --output", output);
        var code = new StarterCode(
            parsed.GetValue(SharedOptions.AllowCode), line => Console.Error.WriteLine(Printable.Of(line)));
        string text = Starter.Of(networks, parsed.GetValue(SharedOptions.Task), parsed.GetValue(s_texts), path, code);
        AtomicFile.Write(path, Path.GetFileName(path), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        Console.Out.WriteLine(output);
        return ExitCodes.Done;
    }
}
