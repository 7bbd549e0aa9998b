namespace Mas.Networks.Transformers;

/// <summary>What a transformer's weights do not show and its configuration may say wrongly, and matrices of attention in another
/// order.</summary>
internal static class DesignMistakes
{
    private static readonly string[] s_parts = ["query", "key", "value"];

    public static IEnumerable<ExportMistake> Of(TransformerConfig config) =>
        [.. Heads(config), .. Norms(config), .. Activations(config), .. Positions(config), .. Scales(config), .. Orders(config)];

    private static IEnumerable<ExportMistake> Heads(TransformerConfig config) =>
        from heads in Enumerable.Range(1, config.Width)
        where config.Width % heads == 0 && heads != config.Design.Heads
            && (config.Design.Positions != PositionCode.Rotary || config.Width / heads % 2 == 0)
        select Mistake(config, config.Design with { Heads = heads }, "heads", Invariant($"{heads}"), Invariant($"{config.Design.Heads}"));

    private static ExportMistake[] Norms(TransformerConfig config)
    {
        string Word(bool isPost) => isPost ? TransformerArchitecture.PostNorm : TransformerArchitecture.PreNorm;
        bool isPost = config.Design.IsPostNorm;
        return [Mistake(config, config.Design with { IsPostNorm = !isPost }, "norm", Quoted(Word(!isPost)), Quoted(Word(isPost)))];
    }

    private static IEnumerable<ExportMistake> Activations(TransformerConfig config) =>
        from word in Activation.Words
        where word != config.Design.Activation
        select Mistake(config, config.Design with { Activation = word }, "activation", Quoted(word), Quoted(config.Design.Activation));

    // A table of learned positions is there or not.
    private static IEnumerable<ExportMistake> Positions(TransformerConfig config) =>
        from code in (PositionCode[])[PositionCode.Rotary, PositionCode.Sinusoidal, PositionCode.None]
        where config.Design.Positions != PositionCode.Learned && code != config.Design.Positions
            && (code != PositionCode.Rotary || config.Width / config.Design.Heads % 2 == 0)
        select Mistake(
            config, config.Design with { Positions = code }, "positions", Quoted(code.Word()), Quoted(config.Design.Positions.Word()));

    private static IEnumerable<ExportMistake> Scales(TransformerConfig config) =>
        from scale in (double[])[1, Math.Sqrt(config.Width)]
        where Math.Abs(scale - config.Design.EmbeddingScale) > 1e-3
        select Mistake(config, config.Design with { EmbeddingScale = scale }, "embedding_scale", Invariant($"{scale:g6}"),
            Invariant($"{config.Design.EmbeddingScale:g6}"));

    private static IEnumerable<ExportMistake> Orders(TransformerConfig config) =>
        from order in BlockOrder.Others(s_parts.Length)
        let said = string.Join(", ", order.Select(part => s_parts[part]))
        select new ExportMistake($"the matrices of attention stand in the order {said}",
            $"store them in the order {string.Join(", ", s_parts)}", config, (name, weight) => weight.clone())
        {
            Renamed = config.IsFused ? null : name => Renamed(name, order),
            Undo = config.IsFused
                ? (name, weight) => name.Contains(".in_proj.", StringComparison.Ordinal) ? BlockOrder.Usual(weight, order) : weight.clone()
                : (_, weight) => weight.clone(),
        };

    // What is stored under a part's name is another part.
    private static string Renamed(string name, int[] order)
    {
        int part = Array.FindIndex(s_parts, one => name.Contains($".attention.{one}.", StringComparison.Ordinal));
        string Named(int one) => $".attention.{s_parts[one]}.";
        return part < 0 ? name : name.Replace(Named(part), Named(order[part]), StringComparison.Ordinal);
    }

    private static ExportMistake Mistake(TransformerConfig config, TransformerDesign design, string key, string value, string written) =>
        ExportMistake.OfConfig($"'{key}' of config.json is {written}, and the weights are those of {value}",
            $"write \"{key}\": {value}", config with { Design = design });

    private static string Quoted(string word) => $"\"{word}\"";
}
