using Mas.NetworkTraining;
using Mas.Results.Records;
using TorchSharp;

namespace Mas.Cli.Commands;

/// <summary><c>mas doctor</c>: can this machine do it? One plain sentence for each thing that matters.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Check the native library, threads, memory and device");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        bool sound = CheckNative();
        HardwareRecord machine = Machine.Describe(Environment.ProcessorCount);
        Console.Out.WriteLine($"Threads: {machine.Cores} cores ({machine.Cpu}); a run uses all of them unless --threads says otherwise.");
        Console.Out.WriteLine(
            Invariant($"Memory: {machine.MemoryBytes / 1e9:f1} GB, {AvailableMemory.Read() / 1e9:f1} GB of it free; comparing two GRUs ")
                + "of width 128 takes about 0.5 GB, and 'mas run FILE --dry-run' says what an experiment takes.");
        Console.Out.WriteLine(DeviceSentence(sound ? NativeTorch.Devices() : [Device.Cpu]));
        Console.Out.WriteLine($"Cache: what is kept for later runs is in {NetworkCacheFolder.Choose()}; 'mas cache list' shows it.");
        return sound ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static bool CheckNative()
    {
        try
        {
            NativeTorch.Load();
            using torch.Tensor two = Device.Cpu.Ones(2).sum();
            bool right = two.item<float>() == 2;
            Console.Out.WriteLine(right ? $"Native library: libtorch {torch.__version__}{From()} loads and computes."
                : "Native library: libtorch loads but computes wrongly.");
            return right;
        }
        catch (Exception e) when (e is NativeTorchException or InputException)
        {
            string reason = e is NativeTorchException native ? $"libtorch cannot be loaded: {native.Reason}" : e.Message;
            Console.Out.WriteLine($"Native library: {reason.TrimEnd('.')}.");
            return false;
        }
    }

    private static string From() => NativeTorch.NamedFolder is string folder ? $" of {folder}, which MAS_LIBTORCH names," : "";

    private static string DeviceSentence(IReadOnlyList<Device> devices) => devices.Count > 1
        ? $"Device: {string.Join(", ", devices.Select(device => device.Name))}; a run uses cpu unless --device says otherwise."
        : "Device: cpu; a graphics card needs a libtorch with CUDA, whose folder MAS_LIBTORCH names.";
}
