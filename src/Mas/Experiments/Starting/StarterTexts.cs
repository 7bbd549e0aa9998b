namespace Mas.Experiments.Starting;

/// <summary>A first experiment on language models, which go on with texts: each choice with its reason beside it.</summary>
internal static class StarterTexts
{
    /// <param name="texts">The file of texts.</param>
    /// <param name="path">Absolute path of the file that the text is for.</param>
    public static string Of(IReadOnlyList<StarterNetwork> models, string texts, string path)
    {
        var lines = new StarterLines(models, path);
        return string.Join('\n',
        [
            .. lines.Head("Do these language models go on in the same way?", canBeChecked: false),
            "# Texts that none of the models was trained on. field: where the lines are JSON, the key of the text. context: tokens of",
            "# each that are read. length: tokens that it has once the model has gone on with it; the time of a step grows with it.",
            "# special_tokens: none reads them as letters, parse as special tokens.",
            $"task: {lines.Seen(new TextSource(texts, Path.GetFullPath(texts)))}",
            "",
            "# The residual stream between two blocks, in the middle of the model. A list such as [layer.1, layer.2] asks at each",
            "# by itself.",
            .. lines.Sites(),
            "# A LoRA adapter goes beside the path, adapter: FOLDER. Models with one label, group: WORD, are compared as a group.",
            .. lines.Networks(_ => ""),
            "alignment:",
            .. lines.Method(),
            .. lines.Size(),
            "  # Steps of training, and pairs of texts in each. Both multiply the time.",
            "  steps: 200",
            "  batch: 16",
            "  # Pairs of texts in each direction: to train on, to stop by, to test on.",
            "  train: 2000",
            "  validation: 32",
            "  test: 64",
            "  # One alignment for each seed. Several tell what chance does.",
            "  seeds: [1]",
            "",
            "# What --small lays over the rest: a few steps on a few pairs, to see that everything works.",
            "small:",
            "  alignment: { steps: 20, batch: 4, train: 200, validation: 8, test: 16 }",
            "",
        ]);
    }
}
