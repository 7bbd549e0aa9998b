using Mas.Language;
using Mas.Masks;
using Mas.Networks.Pretrained;

namespace Mas.Benchmarks;

/// <summary><c>text-step</c>: a training step on pairs of texts within a language model, every p of a pair at once, and the share of the
/// arithmetic floor.</summary>
internal static class TextStepCommand
{
    private const int LargestSize = 64;

    private static readonly Argument<string> s_folder = new("FOLDER") { Description = "A language model as a Hugging Face folder" };
    private static readonly Option<int?> s_block = new("--block") { Description = "Site layer.k; the middle by default", HelpName = "K" };
    private static readonly Option<int> s_pairs = CommandParts.Option("--pairs", "Pairs of a step", 16);
    private static readonly Option<int> s_atOnce = CommandParts.Option("--at-once", "Pairs that run together", 4);
    private static readonly Option<int> s_scored = CommandParts.Option("--scored", "Positions of a pair that are scored", 44);
    private static readonly Option<int> s_length = CommandParts.Option("--length", "Tokens of a text", 64);
    private static readonly Option<int> s_threads = CommandParts.Threads("Passes that run side by side");
    private static readonly Option<int> s_repeat = CommandParts.Option("--repeat", "Steps", 5);

    public static Command Create() => new Command("text-step", "A training step on pairs of texts within one language model")
    {
        s_folder, s_block, s_pairs, s_atOnce, s_scored, s_length, s_threads, s_repeat,
    }.Does(Run);

    private static void Run(ParseResult parsed)
    {
        MachineLines.Print();
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        (int threads, int pairs, int scored) = (parsed.GetValue(s_threads), parsed.GetValue(s_pairs), parsed.GetValue(s_scored));
        using var network = new DecoderNetwork(PretrainedFolder.Open(parsed.GetValue(s_folder)!, null));
        DecoderConfig config = network.Decoder.Config;
        int block = parsed.GetValue(s_block) ?? config.Layers / 2, length = parsed.GetValue(s_length);
        using TextPool pool = Pool(network, block, pairs, length);
        TextWindow window = TextWindow.Of(length, exchangesFirst: false);
        var drawn = new TextInterventions(1, pairs, [.. Enumerable.Range(0, pairs)], pool, window, Math.Min(scored, window.Count));
        var engine = new InterchangeEngine(
            new InterchangeData([pool.Activity], [pool.Rows], [new Route(0, 0)], [drawn]), threads, stepBatch: parsed.GetValue(s_atOnce));
        int size = Math.Min(LargestSize, config.Width);
        var mask = new FixedMask([size], [config.Width], false, false);
        using var maps = new LearnedMaps(
            [RandomStart.Create(new AlignmentDesign(), size, Device.Cpu.Zeros(1, config.Width), seed: 1)], mask);
        StepMaps exchanged = maps.Hard();
        double positions = drawn.Sum(one => one.TargetPosition + 1.0), labels = drawn.Sum(one => 1.0 + one.Earlier!.Value.Labels.Length);
        // A way back through the products of the stream: no gradient of weights.
        double operations = 4 * (positions * (config.Layers - block) * config.BlockMultiplications + labels * config.HeadMultiplications);
        Console.WriteLine("          wall s   CPU s   floor s (wall, CPU)   share of the floor (wall, CPU)");
        for (int repeat = 0; repeat < parsed.GetValue(s_repeat); repeat++)
        {
            Spent floor = ProductFloor.Of(threads, operations);
            Spent spent = Spent.By(() => engine.Step(exchanged, [[.. Enumerable.Range(0, pairs)]], new LossWeights([1])));
            Console.WriteLine(Invariant($"{repeat,6}  {spent.Wall,8:f2}{spent.Cpu,8:f2}")
                + Invariant($"{floor.Wall,14:f2}{floor.Cpu,8:f2}{floor.Wall / spent.Wall,18:f3}{floor.Cpu / spent.Cpu,9:f3}"));
        }
    }

    private static TextPool Pool(DecoderNetwork network, int block, int texts, int length)
    {
        TokenRows rows = TokenRows.From(RecordingCommand.Contexts(texts, length, network.Decoder.Config.Vocabulary));
        // What is said of a text does not change the time.
        return new(rows, rows.Tokens, new float[rows.Tokens.Length], network.Record(rows, [network.Sites[block]])[0]);
    }
}
