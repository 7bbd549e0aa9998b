using System.Runtime.InteropServices;

namespace Mas.Cli.Terminal;

/// <summary>Standard output and error as commands write to them: closed, full or torn away, neither ends what the tool is doing. A result
/// that cannot be written is told as a failure; a message or a line of progress that cannot be written is left out.</summary>
internal static class StandardStreams
{
    private const int Output = 1, Error = 2;

    /// <summary>Where bars are drawn, which need the escapes of a terminal.</summary>
    public static TextWriter Bars { get; private set; } = TextWriter.Null;

    /// <summary>Makes <see cref="Console.Out"/> and <see cref="Console.Error"/> such streams.</summary>
    public static void Take()
    {
        TextWriter? output = IsClosed(Output) ? null : Console.Out, error = IsClosed(Error) ? null : Console.Error;
        Bars = new StandardStream(error, isResult: false, isShown: false);
        Console.SetOut(new StandardStream(output, isResult: true, isShown: true));
        Console.SetError(new StandardStream(error, isResult: false, isShown: true));
    }

    // What the runtime opens for itself takes the number of a stream that was closed at the start; unlike an inherited one it closes with
    // the next program. Written to, it would end the process, or worse.
    private static bool IsClosed(int stream)
    {
        const int descriptorFlags = 1, closesOnExec = 1; // F_GETFD, FD_CLOEXEC
        return !OperatingSystem.IsWindows() && Control(stream, descriptorFlags) is int flags && (flags < 0 || (flags & closesOnExec) != 0);
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(int descriptor, int command);
}
