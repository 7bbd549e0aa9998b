using System.Collections.Immutable;
using Mas.Experiments;
using Mas.Tasks.Texts;
using Mas.Tasks.Tokenisers;

namespace Mas.Language;

/// <summary>Cuts the texts of a run into the tokens that each of its models reads.</summary>
internal static class TextSamples
{
    /// <summary>[models] the same object where they read the same tokens. Where not all of them do, each has the same texts in the same
    /// order, in tokens of its own, with their places in the text.</summary>
    /// <param name="read">Is told of a large file now and then how many bytes have been read, and of how many; may throw to stop.</param>
    /// <exception cref="InputException">The file is wrong, or a split gets no text.</exception>
    public static IReadOnlyList<TextSample> Cut(
        Experiment experiment, IReadOnlyList<LanguageModel> models, Action<long, long>? read = null)
    {
        Tokeniser[] tokenisers = [.. models.Select(model => model.Tokeniser).DistinctBy(one => one.Hash)];
        TextSample[] samples = [.. tokenisers.Select(one => Cut(experiment, one, read: read))];
        if (Array.TrueForAll(samples, sample => IsSame(sample, samples[0])))
            return [.. models.Select(_ => samples[0])];
        samples = Shared([.. tokenisers.Select(one => Cut(experiment, one, withPlaces: true, read))], experiment.Texts!.FullPath);
        Dictionary<string, TextSample> known = tokenisers.Zip(samples).ToDictionary(
            one => one.First.Hash, one => samples.First(other => IsSame(other, one.Second)));
        return [.. models.Select(model => known[model.Tokeniser.Hash])];
    }

    /// <summary>The texts of a run as one tokeniser cuts them.</summary>
    /// <param name="withPlaces">Whether it is worked out where in its text each token ends.</param>
    /// <param name="read">Is told of a large file now and then how many bytes have been read, and of how many; may throw to stop.</param>
    /// <exception cref="InputException">The file is wrong, or a split gets no text.</exception>
    public static TextSample Cut(
        Experiment experiment, Tokeniser tokeniser, bool withPlaces = false, Action<long, long>? read = null)
    {
        TextSource texts = experiment.Texts!;
        return TextCut.Of(new TextFile(texts.FullPath, texts.Field) { Progress = read }, tokeniser, new TextCutOptions(
            (ulong)experiment.Seed, TextStage.MostTexts, texts.Context,
            texts.Special == TextSpecials.Parse ? SpecialTokens.Parse : SpecialTokens.None)
        {
            WithPlaces = withPlaces,
        });
    }

    private static bool IsSame(TextSample one, TextSample other) =>
        one.Texts.Length == other.Texts.Length && one.Texts.Zip(other.Texts, (a, b) => a.Ids.SequenceEqual(b.Ids)).All(same => same);

    // Those that are long enough in the tokens of every model.
    private static TextSample[] Shared(TextSample[] samples, string file)
    {
        HashSet<int> lines = [.. samples[0].Texts.Select(text => text.Line)];
        foreach (TextSample sample in samples)
            lines.IntersectWith(sample.Texts.Select(text => text.Line));
        TextSample[] shared = Array.ConvertAll(samples, sample => Only(sample, lines));
        foreach (string split in samples[0].Texts.Select(text => text.Split).Distinct())
            if (!shared[0].Of(split).Any())
                throw new InputException($"no text of the split {split} has {samples[0].Context} tokens in every model's tokeniser; give "
                    + "longer texts or a smaller context", file, key: "task.context");
        return shared;
    }

    private static TextSample Only(TextSample sample, HashSet<int> lines)
    {
        ImmutableArray<CutText> texts = [.. sample.Texts.Where(text => lines.Contains(text.Line))];
        return sample with { Texts = texts, Short = sample.Short + sample.Texts.Length - texts.Length };
    }
}
