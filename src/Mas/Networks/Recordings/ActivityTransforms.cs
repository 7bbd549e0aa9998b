namespace Mas.Networks.Recordings;

/// <summary>What is done to activity after it is read, in place.</summary>
internal static class ActivityTransforms
{
    /// <exception cref="InputException">A square root is asked for, and a value is negative.</exception>
    public static void Apply(ActivityBlock block, ActivityTransform transform, string path)
    {
        if (transform == ActivityTransform.Sqrt)
            TakeRoots(block.Values, path);
        else if (transform == ActivityTransform.ZScore)
            Standardise(block.Values, block.Units.Count);
    }

    private static void TakeRoots(float[] values, string path)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = values[i] >= 0 ? MathF.Sqrt(values[i]) : throw new InputException(
                $"the activity has the negative value {values[i]}, which has no square root; take transform: none or z-score", path,
                key: "transform");
    }

    // Sums in float64; the deviation divides by the number of positions.
    private static void Standardise(float[] values, int units)
    {
        int positions = values.Length / units;
        for (int unit = 0; unit < units; unit++)
        {
            double sum = 0, squares = 0;
            for (int i = unit; i < values.Length; i += units)
                sum += values[i];
            double mean = sum / positions;
            for (int i = unit; i < values.Length; i += units)
                squares += (values[i] - mean) * (values[i] - mean);
            double deviation = Math.Sqrt(squares / positions);
            for (int i = unit; i < values.Length; i += units)
                values[i] = deviation > 0 ? (float)((values[i] - mean) / deviation) : 0;
        }
    }
}
