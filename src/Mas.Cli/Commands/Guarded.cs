using Mas.Results.Json;

namespace Mas.Cli.Commands;

/// <summary>Runs a command and turns what can go wrong into one clear sentence and the right exit code.</summary>
internal static class Guarded
{
    private const string Shortage = "memory ran out; free some memory, or take fewer or smaller networks, interventions or samples at once";

    /// <param name="json">Errors go to standard output as one JSON object.</param>
    public static int Run(bool json, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (InputException e)
        {
            return Print(json, e.Errors, ExitCodes.WrongInput);
        }
        catch (Exception e) when (
            e is RunFailedException or DiskFullException or NativeTorchException or IOException or UnauthorizedAccessException)
        {
            return Print(json, MessageLimits.Of([new InputError(e.Message)]), ExitCodes.Failed);
        }
        catch (Exception e) when (MemoryShortage.Is(e))
        {
            return Print(json, [new InputError(Shortage)], ExitCodes.Failed);
        }
        catch (Exception e) when (json)
        {
            // A fault of ours: told in full on standard error, but a script still gets its object.
            Console.Out.WriteLine(ResultJson.Error(new InputError(e.Message)));
            throw;
        }
    }

    private static int Print(bool json, IReadOnlyList<InputError> errors, int code)
    {
        foreach (InputError error in errors)
            Console.Error.WriteLine($"mas: {error}");
        if (json)
            Print(errors[0]);
        return code;
    }

    /// <summary>Prints an error for a script; where that is impossible, what is wrong in the first place stays the exit code.</summary>
    internal static void Print(InputError error)
    {
        try
        {
            Console.Out.WriteLine(ResultJson.Error(error));
        }
        catch (IOException lost)
        {
            Console.Error.WriteLine($"mas: {lost.Message}");
        }
    }
}
