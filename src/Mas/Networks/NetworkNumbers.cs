namespace Mas.Networks;

/// <summary>How long the sequences of a task are.</summary>
/// <param name="Tokens">Mean number of tokens of a natural sequence.</param>
/// <param name="Scored">Mean number of its scored tokens.</param>
internal sealed record SequenceLengths(double Tokens, double Scored);

/// <summary>How many numbers a network holds in memory while it is used, from its shapes alone: float32 on the processor.</summary>
internal sealed record NetworkNumbers
{
    /// <summary>Learned.</summary>
    public required double Weights { get; init; }

    /// <summary>Laid out anew beside the weights, once, where the network is run.</summary>
    public double Prepared { get; init; }

    /// <summary>Recorded for every token of natural activity.</summary>
    public double PerToken { get; init; }

    /// <summary>Recorded for every sequence of natural activity.</summary>
    public double PerSequence { get; init; }

    /// <summary>Held beside the recorded activity by one pass of recording.</summary>
    public double Recording { get; init; }

    /// <summary>The same for every sequence, where all of them are recorded in one pass.</summary>
    public double RecordingPerSequence { get; init; }

    /// <summary>Kept for every token that is fed after an intervention, once for a run; 0 where nothing is worth keeping.</summary>
    public double PerContinuation { get; init; }

    /// <summary>Whether activity can be cut down to the positions that are looked at.</summary>
    public bool Narrows { get; init; }

    /// <summary>What a training step holds of interventions.</summary>
    public required PassNumbers Step { get; init; }

    /// <summary>The same where the way back is by automatic differentiation, whatever training does.</summary>
    public PassNumbers? Automatic { get; init; }

    /// <summary>The same where the coordinates of the site are changed so many times beside the weights: a matrix and its inverse each, and
    /// for every latent what is made of it, with gradients; float64.</summary>
    public NetworkNumbers Recoded(int times, int width)
    {
        const int matrices = 4, latents = 20;
        PassNumbers More(PassNumbers pass) => pass with { PerPosition = pass.PerPosition + (double)times * latents * width };
        return times == 0 ? this : this with
        {
            Prepared = Prepared + (double)times * matrices * width * width,
            Step = More(Step),
            Automatic = Automatic is null ? null : More(Automatic),
        };
    }

    /// <summary>Of a network that is only known by its size: nothing is recorded but its site, and every step keeps it once for each
    /// layer of four.</summary>
    public static NetworkNumbers Unknown(double weights, int width)
    {
        const int kept = 16;
        return new() { Weights = weights, PerToken = 2.0 * width, Step = new PassNumbers { PerPosition = (double)kept * width } };
    }
}

/// <summary>Numbers that a pass of interventions through a target network holds until its gradient is taken.</summary>
internal sealed record PassNumbers
{
    /// <summary>For every position that runs.</summary>
    public double PerPosition { get; init; }

    /// <summary>For every scored position.</summary>
    public double PerScored { get; init; }

    /// <summary>For every position before the first one that runs.</summary>
    public double PerPrefix { get; init; }

    /// <summary>However many interventions there are.</summary>
    public double Buffers { get; init; }

    /// <summary>Of so many interventions.</summary>
    /// <param name="running">Positions that each of them runs.</param>
    /// <param name="scored">Positions that are scored.</param>
    /// <param name="prefix">Positions before.</param>
    public double Of(double interventions, double running, double scored, double prefix) =>
        Buffers + interventions * (running * PerPosition + scored * PerScored + prefix * PerPrefix);
}
