using Mas.Networks.Pretrained;
using Mas.Tasks.Texts;
using Mas.Tasks.Tokenisers;

namespace Mas.NetworkTraining;

/// <summary>How a small decoder is trained on a file of texts. All of it decides the bytes that come out.</summary>
internal sealed record DecoderDesign
{
    /// <summary>Rows of an update, and tokens of each.</summary>
    public const int Rows = 16, Length = 64;

    /// <summary>Share of a matrix that is taken off at each update, times the learning rate.</summary>
    public const double Decay = 0.1;

    /// <summary>The gradient is scaled down to this Euclidean norm where it is longer.</summary>
    public const double LargestGradient = 1;

    private const double Peak = 4e-3, Last = 4e-4;
    private const int WarmUp = 50;

    /// <summary>A tokenizer.json: as the experiment file gives it, and absolute.</summary>
    public required (string Path, string FullPath) Tokeniser { get; init; }

    /// <summary>The file of texts: as the experiment file gives it, and absolute.</summary>
    public required (string Path, string FullPath) Text { get; init; }

    /// <summary>Key of the text in each object, where the lines are such.</summary>
    public string Field { get; init; } = "text";

    public int Width { get; init; } = 64;

    public int Layers { get; init; } = 4;

    public int Heads { get; init; } = 4;

    /// <summary>Seed of the first weights and of the rows that are drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Updates; 0 leaves it untrained.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Rises, and falls along half a cosine until the last update.</summary>
    public double RateAt(int step) => step < WarmUp ? Peak * (step + 1) / WarmUp
        : Last + (Peak - Last) * 0.5 * (1 + Math.Cos(Math.PI * (step - WarmUp) / Math.Max(1, Steps - WarmUp)));

    /// <summary>The network with as many words.</summary>
    public FreshDecoder Fresh(int vocabulary) => new(Width, Layers, Heads, vocabulary);

    /// <exception cref="InputException">It is not there, or cannot be read.</exception>
    public Tokeniser OpenTokeniser() => Tasks.Tokenisers.Tokeniser.OpenFile(Tokeniser.FullPath);

    /// <summary>Rows of a split of the texts.</summary>
    /// <exception cref="InputException">The file is wrong.</exception>
    public TrainingRows RowsOf(Tokeniser tokeniser, string split) =>
        TrainingRows.Of(new TextFile(Text.FullPath, Field), tokeniser, split, Length);
}
