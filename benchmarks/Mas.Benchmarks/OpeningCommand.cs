using System.Runtime.InteropServices;
using Mas.Networks.Pretrained;

namespace Mas.Benchmarks;

/// <summary><c>opening</c>: a large checkpoint of random weights in bfloat16, made here, is opened: time beside that of reading its file,
/// and memory beside that of its weights.</summary>
internal static partial class OpeningCommand
{
    private const int BytesAtOnce = 1 << 22;
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    private static readonly Option<double> s_size = CommandParts.Option("--gigabytes", "Size of its file", 3.0);
    private static readonly Option<int> s_repeat = CommandParts.Option("--repeat", "Openings of each kind", 3);

    public static Command Create() => new Command("opening", "Opening a large checkpoint, beside reading its file")
    { s_size, s_repeat }.Does(parsed => Run(parsed.GetValue(s_size), parsed.GetValue(s_repeat)));

    private static void Run(double gigabytes, int repeat)
    {
        MachineLines.Print();
        NativeTorch.Load();
        using var folder = new TemporaryFolder();
        long bytes = RandomModel.Write(folder.Root, gigabytes * 1e9);
        string file = folder["model.safetensors"];
        Console.WriteLine(Invariant($"{bytes / 1e9:f2} GB of weights in bfloat16; of GB of 10^9 bytes"));
        Console.WriteLine("computed in  file from   reading s   opening s   ratio   CPU s   memory GB   beside the weights");
        foreach (ScalarType type in (ScalarType[])[ScalarType.BFloat16, ScalarType.Float32])
        {
            double weights = bytes * (type == ScalarType.BFloat16 ? 1.0 : 2.0);
            foreach (bool isCold in OperatingSystem.IsLinux() ? (bool[])[true, false] : [false])
                for (int i = 0; i < repeat; i++)
                    Print(file, folder.Root, type, isCold, weights);
        }
    }

    private static void Print(string file, string folder, ScalarType type, bool isCold, double weights)
    {
        double reading = After(file, isCold, () => Read(file)).Wall;
        FreedMemory.Return();
        long before = Environment.WorkingSet, held = 0;
        Spent opening = After(file, isCold, () =>
        {
            using Decoder decoder = PretrainedFolder.Open(folder, null, Device.Cpu.In(type));
            held = Environment.WorkingSet - before;
        });
        Console.WriteLine($"{type,-13}{(isCold ? "disk" : "memory"),-9}"
            + Invariant($"{reading,12:f2}{opening.Wall,12:f2}{opening.Wall / reading,8:f2}{opening.Cpu,8:f2}")
            + Invariant($"{held / 1e9,12:f2}{held / weights,21:f2}"));
    }

    private static Spent After(string file, bool isCold, Action action)
    {
        if (isCold)
            Forget(file);
        else
            Read(file);
        return Spent.By(action);
    }

    private static void Read(string file)
    {
        using var handle = File.OpenHandle(file, options: FileOptions.SequentialScan);
        byte[] bytes = new byte[BytesAtOnce];
        for (long at = 0; RandomAccess.Read(handle, bytes, at) is > 0 and var read;)
            at += read;
    }

    // What the system keeps of the file in memory.
    private static void Forget(string file)
    {
        using var handle = File.OpenHandle(file);
        if (Advise(handle, 0, 0, DontNeed) is not 0 and var error)
            throw new IOException($"{file} stays in memory: posix_fadvise gives {error}.");
    }

    [LibraryImport("libc.so.6", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeHandle file, nint offset, nint length, int advice);
}
