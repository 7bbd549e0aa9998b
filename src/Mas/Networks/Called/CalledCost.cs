namespace Mas.Networks.Called;

/// <summary>What a network that can only be called costs: each intervention runs its sequence as a whole, and what the model keeps for the
/// way back is its own.</summary>
internal static class CalledCost
{
    // Copies of latents and logits beside a call; vectors of a site's width that a model keeps for the way back, as a recurrent one does.
    private const int Answers = 6, Kept = 40;

    /// <param name="weights">Learned numbers.</param>
    /// <param name="words">Width of the logits.</param>
    /// <param name="text">Where it comes from.</param>
    public static NetworkCost Of(
        IReadOnlyList<Site> sites, double weights, int words, string text, SizeAdvice size) => new(sites, text, size)
        {
            Parameters = weights,
            RunsWhole = true,
            Numbers = (site, _) => new NetworkNumbers
            {
                Weights = weights,
                PerToken = site.Width,
                Narrows = true,
                Recording = Answers * CalledBlocks.MostPositions * (double)site.Width,
                Step = new PassNumbers
                {
                    PerPosition = (double)(Kept + Answers) * site.Width + Answers * words,
                    PerPrefix = (double)(Kept + Answers) * site.Width + Answers * words,
                    PerScored = 4.0 * words,
                },
            },
        };
}
