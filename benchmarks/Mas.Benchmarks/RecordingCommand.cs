using System.Diagnostics;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;

namespace Mas.Benchmarks;

/// <summary><c>recording</c>: texts through a language model, as a run records them, and the share of the arithmetic floor.</summary>
internal static class RecordingCommand
{
    private static readonly Argument<string> s_folder = new("FOLDER") { Description = "A language model as a Hugging Face folder" };
    private static readonly Option<string?> s_adapter = new("--adapter") { Description = "Folder of a LoRA adapter", HelpName = "FOLDER" };
    private static readonly Option<int> s_texts = CommandParts.Option("--texts", "Texts of random tokens", 128);
    private static readonly Option<int> s_context = CommandParts.Option("--context", "Tokens of each", 32);
    private static readonly Option<int> s_length = CommandParts.Option("--length", "Tokens with the continuation", 64);
    private static readonly Option<int> s_threads = CommandParts.Threads("Batches that run side by side");
    private static readonly Option<int> s_repeat = CommandParts.Option("--repeat", "Recordings", 3);

    public static Command Create() => new Command(
        "recording", "Continuing texts with a language model, and recording one site in the middle")
    {
        s_folder, s_adapter, s_texts, s_context, s_length, s_threads, s_repeat,
    }.Does(Run);

    private static void Run(ParseResult parsed)
    {
        MachineLines.Print();
        NativeTorch.Load();
        int threads = parsed.GetValue(s_threads), length = parsed.GetValue(s_length);
        using Decoder decoder = PretrainedFolder.Open(parsed.GetValue(s_folder)!, parsed.GetValue(s_adapter));
        int[][] contexts = Contexts(parsed.GetValue(s_texts), parsed.GetValue(s_context), decoder.Config.Vocabulary);
        int[][][] batches = [.. contexts.Chunk(TextRecorder.TextsAtOnce(decoder.Config, length))];
        var recorder = new TextRecorder(decoder, length, [decoder.Config.Layers / 2]);
        double operations = 2.0 * contexts.Length * length
            * (decoder.Config.BlockMultiplications * decoder.Config.Layers + decoder.Config.HeadMultiplications);
        Console.WriteLine("          wall s   CPU s   tokens/s   floor s (wall, CPU)   share of the floor (wall, CPU)");
        for (int repeat = 0; repeat < parsed.GetValue(s_repeat); repeat++)
        {
            Spent floor = ProductFloor.Of(threads, operations);
            Spent spent = Spent.By(() => SideBySide.Run(batches.Length, threads, batch => recorder.Continue(batches[batch]).Dispose()));
            Console.WriteLine(Invariant($"{repeat,6}  {spent.Wall,8:f2}{spent.Cpu,8:f2}{contexts.Length * length / spent.Wall,11:f0}")
                + Invariant($"{floor.Wall,14:f2}{floor.Cpu,8:f2}{floor.Wall / spent.Wall,18:f3}{floor.Cpu / spent.Cpu,9:f3}"));
        }
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(Invariant($"peak memory of the process {process.PeakWorkingSet64 / 1e6:f0} MB"));
    }

    /// <summary>Texts of random tokens.</summary>
    internal static int[][] Contexts(int texts, int context, int vocabulary)
    {
        var random = new SeededRandom(1);
        var rows = new int[texts][];
        for (int text = 0; text < texts; text++)
        {
            rows[text] = new int[context];
            for (int at = 0; at < context; at++)
                rows[text][at] = random.Next(vocabulary);
        }
        return rows;
    }
}
