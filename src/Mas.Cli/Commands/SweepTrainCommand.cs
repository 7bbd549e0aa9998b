using Mas.Cli.Terminal;
using Mas.Sweeps;
using Mas.Sweeps.Local;

namespace Mas.Cli.Commands;

/// <summary>The process that trains a network which cells share; sweeps call it.</summary>
internal static class SweepTrainCommand
{
    public static Command Create()
    {
        var command = new Command(JobCall.TrainCommand, "Train a network that cells share; a sweep calls this")
        {
            SharedOptions.Experiment, SharedOptions.Threads, SharedOptions.Cache, SharedOptions.AllowCode, SharedOptions.Quiet,
        };
        command.Hidden = true;
        command.SetAction(parsed => Guarded.Run(json: false, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        NativeTorch.Require(Tensors.Device.Cpu);
        using var signals = new StopSignals();
        using ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet));
        RunOptions options = SharedOptions.Of(parsed) with { Progress = display.Report, Say = display.Say };
        try
        {
            SharedTraining.Train(parsed.GetValue(SharedOptions.Experiment)!, options, signals.Token);
        }
        catch (OperationCanceledException)
        {
            return signals.ExitCode;
        }
        return ExitCodes.Done;
    }
}
