namespace Mas.Interchange;

/// <summary>What a pass over some interventions of one route gave.</summary>
/// <param name="Loss">Sum of the cross-entropy over the scored positions.</param>
/// <param name="Tokens">Number of scored positions.</param>
/// <param name="TokensRight">Scored positions whose argmax is the label.</param>
/// <param name="TrialsRight">[interventions] whether every scored position is right; where a pass answers for several interventions of a
/// row, one behind the other. Empty where the target was not run.</param>
internal sealed record RouteOutcome(double Loss, int Tokens, int TokensRight, bool[] TrialsRight)
{
    public static RouteOutcome None { get; } = new(0, 0, 0, []);

    /// <summary>[trials] of a control that some interventions were left out of, which of them these are; null for all.</summary>
    public int[]? Kept { get; init; }

    /// <summary>Sum of the CL loss over the intervened positions that have a counterfactual latent.</summary>
    public double ClLoss { get; init; }

    /// <summary>Intervened positions that have a counterfactual latent.</summary>
    public int ClCount { get; init; }

    public double MeanLoss => Loss / Tokens;

    public double MeanClLoss => ClLoss / ClCount;

    /// <summary>Share of interventions with every scored token right.</summary>
    public double TrialIia => TrialsRight.Count(right => right) / (double)TrialsRight.Length;

    /// <summary>Share of scored tokens right.</summary>
    public double TokenIia => TokensRight / (double)Tokens;

    /// <summary>Puts parts of one route together, in order.</summary>
    public static RouteOutcome Join(IReadOnlyList<RouteOutcome> parts) =>
        parts.Count == 1 ? parts[0] : new RouteOutcome(
            parts.Sum(part => part.Loss), parts.Sum(part => part.Tokens), parts.Sum(part => part.TokensRight),
            [.. parts.SelectMany(part => part.TrialsRight)])
        {
            ClLoss = parts.Sum(part => part.ClLoss),
            ClCount = parts.Sum(part => part.ClCount),
        };
}
