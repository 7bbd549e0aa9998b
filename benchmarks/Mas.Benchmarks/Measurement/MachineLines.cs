namespace Mas.Benchmarks.Measurement;

/// <summary>What every number was measured on: without it the number says nothing.</summary>
internal static class MachineLines
{
    /// <summary>Prints the machine, the versions and whether others are at work on it.</summary>
    public static void Print()
    {
        HardwareRecord machine = Machine.Describe(Environment.ProcessorCount);
        Console.WriteLine(
            $"machine   {machine.Cpu}, {machine.Cores} cores, {machine.MemoryBytes / (double)(1L << 30):f1} GiB, {machine.System}");
        Console.WriteLine($"versions  {string.Join(", ", Machine.Versions().Select(pair => $"{pair.Key} {pair.Value}"))}");
        if (File.Exists("/proc/loadavg"))
            Console.WriteLine(
                $"load      {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])} (1, 5, 15 minutes) at the start");
        Console.WriteLine();
    }
}
