using System.Text.RegularExpressions;
using Mas.Cli;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>How a command of the tool ended that ran in this process.</summary>
internal sealed partial record CommandOutcome(int Code, string Output, string Error)
{
    private static readonly int[] s_codes = [ExitCodes.Done, ExitCodes.Failed, ExitCodes.WrongInput, ExitCodes.Interrupted];

    /// <summary>Runs a command; what it prints is kept from the terminal. One at a time.</summary>
    public static CommandOutcome Of(params string[] arguments)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter said = new(), told = new();
        Console.SetOut(TextWriter.Synchronized(said));
        Console.SetError(TextWriter.Synchronized(told));
        try
        {
            return new(Cli.CommandLine.Run(arguments), said.ToString(), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <exception cref="InvalidOperationException">It ended as no command may end, whatever it was given.</exception>
    public void Require()
    {
        if (!s_codes.Contains(Code))
            throw new InvalidOperationException($"exit code {Code}: {Error}");
        if (Code is not ExitCodes.Done && Error.Length + Output.Length == 0)
            throw new InvalidOperationException($"exit code {Code} without a word");
        if (StackTrace().IsMatch(Error + Output))
            throw new InvalidOperationException($"a stack trace: {Error}{Output}");
        if (!ReferenceEquals(Output, Printable.Of(Output, "\r\n")) || !ReferenceEquals(Error, Printable.Of(Error, "\r\n")))
            throw new InvalidOperationException($"characters that a terminal obeys: {Printable.Of(Output + Error)}");
    }

    /// <exception cref="InputException">It did not do what it was asked for.</exception>
    public void RequireDone()
    {
        Require();
        if (Code != ExitCodes.Done)
            throw new InputException($"exit code {Code}: {Error}");
    }

    [GeneratedRegex(@"^\s+at \S+\(|Unhandled exception|System\.\w+Exception", RegexOptions.Multiline)]
    private static partial Regex StackTrace();
}
