using Mas.Cli;
using Mas.Cli.Terminal;

StandardStreams.Take();
try
{
    return CommandLine.Run(args);
}
catch (Exception fault)
{
    // A fault of ours, told in full for a report of it; an exception that nobody catches would leave a memory dump.
    Console.Error.WriteLine($"mas: this is a fault of mas itself; please report it with the lines below\n{fault}");
    return ExitCodes.Failed;
}
