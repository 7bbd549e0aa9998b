namespace Mas.NetworkTraining;

/// <summary>A learning rate that rises linearly, falls along half a cosine, and then stays.</summary>
internal sealed record LearningRateSchedule
{
    public double Peak { get; init; } = 4e-3;

    /// <summary>What it falls to.</summary>
    public double Last { get; init; } = 3e-4;

    /// <summary>Updates of the rise.</summary>
    public int WarmUp { get; init; } = 50;

    /// <summary>Updates until it has fallen, those of the rise included. Enough for counting; rounding needs 1500.</summary>
    public int Until { get; init; } = 400;

    /// <summary>The rate of an update, counted from 0.</summary>
    public double At(int step)
    {
        if (step < WarmUp)
            return Peak * (step + 1) / WarmUp;
        if (step >= Until)
            return Last;
        double done = (double)(step - WarmUp) / (Until - WarmUp);
        return Last + (Peak - Last) * 0.5 * (1 + Math.Cos(Math.PI * done));
    }
}
