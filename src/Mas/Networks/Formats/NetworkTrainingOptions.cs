namespace Mas.Networks.Formats;

/// <summary>How a network is trained from scratch; the defaults are measured on multi-object at width 128.</summary>
internal sealed record NetworkTrainingOptions
{
    public required string Architecture { get; init; }

    /// <summary>Width of the state, the residual stream or the hidden layers.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Hidden width of a recurrent network's head; not used by others.</summary>
    public int HeadWidth { get; init; } = 512;

    /// <summary>Blocks or hidden layers; 0 where the architecture has no choice.</summary>
    public int Layers { get; init; }

    /// <summary>Heads of attention; 0 where the architecture has no choice, or has one.</summary>
    public int Heads { get; init; }

    /// <summary>Seed of the start, of the sequences and of the dropout, each with a stream of its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>Updates at most; 0 leaves the network untrained.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Updates at least, where there are as many: training does not end before, however good the network is.</summary>
    public int LeastSteps { get; init; }

    /// <summary>Fresh sequences per update.</summary>
    public int Batch { get; init; } = 128;

    public LearningRateSchedule LearningRate { get; init; } = new();

    /// <summary>Share of the head's hidden units that are left out of each update.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>The gradient is scaled down to this Euclidean norm where it is longer.</summary>
    public double LargestGradient { get; init; } = 0.3;

    /// <summary>Accuracy is measured every so many updates, on as many fresh sequences as a batch has.</summary>
    public int CheckEvery { get; init; } = 20;

    /// <summary>Fresh sequences of trained quantities that must all be right before training ends, after a faultless check.</summary>
    public int AcceptedOn { get; init; } = 2048;

    internal NetworkSize NetworkSize => new(Width, Layers, HeadWidth) { Heads = Heads };
}

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
