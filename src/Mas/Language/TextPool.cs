using Mas.Networks;

namespace Mas.Language;

/// <summary>What one language model makes of the texts of a run: its own continuation of each, what it predicts at every position, and its
/// latents at one site. Text q is the same text for every model with its tokeniser.</summary>
/// <param name="Rows">[texts] the tokens that it has read and said, all of the same length.</param>
/// <param name="Predicted">[texts · length] its own most probable next token.</param>
/// <param name="Margins">[texts · length] logit of the best token minus that of the second.</param>
/// <param name="Activity">Its natural latents.</param>
/// <remarks>What it is stored in belongs to the stage.</remarks>
internal sealed record TextPool(TokenRows Rows, int[] Predicted, float[] Margins, RunnableActivity Activity) : IDisposable
{
    /// <summary>Tokens of each text, its continuation among them.</summary>
    public int Length { get; } = Rows.Length(0);

    /// <summary>What it predicts when it has read a text up to a position.</summary>
    public int Label(int text, int position) => Predicted[text * Length + position];

    public float Margin(int text, int position) => Margins[text * Length + position];

    public void Dispose() => Activity.Dispose();
}
