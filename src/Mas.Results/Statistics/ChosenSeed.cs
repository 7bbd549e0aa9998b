namespace Mas.Results.Statistics;

/// <summary>Which alignment seed decides: the one whose worst direction is best on validation, all directions together. Ties go to the
/// lower validation loss, then to the earlier seed. The test set has no part in it.</summary>
internal static class ChosenSeed
{
    /// <param name="validation">[seeds][directions] chance-corrected accuracy</param>
    /// <param name="losses">[seeds] of validation</param>
    /// <returns>Index of the seed.</returns>
    public static int Of(double[][] validation, double[] losses)
    {
        if (validation.Length == 0 || validation.Length != losses.Length)
            throw new ArgumentException("every seed has its accuracies and its loss, and there is one at least", nameof(losses));
        return Enumerable.Range(0, losses.Length).OrderByDescending(seed => validation[seed].Min()).ThenBy(seed => losses[seed]).First();
    }
}
