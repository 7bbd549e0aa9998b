using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>What each control is for, in a sentence.</summary>
internal static class ControlTexts
{
    private static readonly (string Name, string Text)[] Texts =
    [
        (Metrics.NoSwap, "The target runs on unchanged. What it gets right here it gets right without any swap: this is the floor."),
        (Metrics.RandomOrthogonal, "Random matrices stand in for the learned ones. It shows what any swap of this size does."),
        (Metrics.Shuffled, "Sources are dealt out to the wrong interventions. It shows what a swap with the wrong value does."),
        (Metrics.Identity, "The source is the target's own sample. It shows what is lost on the way through the map, and is no strict "
            + "ceiling: another sample may come through better."),
        (Metrics.OutputOnly, "Of the source only its own next token is left: its latent is the mean of those after which it says the same. "
            + "A null: where it comes as high as the alignment, the swap hands over answers."),
        (Metrics.InputOnly, "Of the source only its tokens are left: each latent is the mean of those at the same token. A null: where it "
            + "comes as high as the alignment, the swap replaces tokens."),
        (Metrics.FullExchange, "The whole latent is swapped within the network, with no map, and every variable with it. A ceiling of "
            + "all orthogonal alignments of full width there; a smaller subspace may do better."),
        (Metrics.Replay, "The target reads the source's tokens up to the swap, and nothing is swapped. A ceiling where the target knows "
            + "such sequences: what it does with the same past of its own."),
        (Metrics.IdentityMap, "The latents are exchanged as they are, without any map. A ceiling only within a network: between "
            + "networks it says how far their coordinates agree already, as those of two fine-tunes of one base may."),
        (Metrics.NullExchanged, "What the source itself does not use of its latent comes from another sample. Neither a null nor a "
            + "ceiling: where it falls below the alignment, the alignment lives on activity without use."),
        (Metrics.Untrained, "The same with networks that have fresh weights and never learned the task. It shows what the alignment can do "
            + "by itself."),
        (Metrics.UntrainedSource, "The source has fresh weights and never learned the task, the target is the trained one. A null: it "
            + "shows what any network's activity allows."),
        (Metrics.Scrambled, "The alignment was trained on labels of permuted values. A null: where it comes as high, the map can learn any "
            + "code, and says nothing about the network's own."),
        (Metrics.WrongVariable, "The alignment was trained for another variable than the one exchanged. It shows whether any variable "
            + "would have done."),
    ];

    /// <summary>The controls that these directions have, explained in one order.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<DirectionResult> directions) =>
        WriteOf(html, [.. directions.SelectMany(Figures.ControlPlot.Points).Select(point => point.Name)]);

    /// <summary>Controls of these names, each once.</summary>
    public static void WriteOf(HtmlWriter html, IReadOnlyList<string> names)
    {
        html.Add($"<dl class=\"terms columns\">");
        foreach (string name in names.Distinct().OrderBy(Order))
            html.Add($"<div><dt>{name}</dt><dd>{Of(name)}</dd></div>");
        html.Add($"</dl>");
    }

    public static string Of(string name) => Texts.FirstOrDefault(entry => entry.Name == name).Text ?? "A control of this experiment.";

    /// <summary>Where a control stands in a list.</summary>
    public static int Order(string name) =>
        Array.FindIndex(Texts, entry => entry.Name == name) is >= 0 and int index ? index : Texts.Length;
}
