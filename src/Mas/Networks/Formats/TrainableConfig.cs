namespace Mas.Networks.Formats;

/// <summary>The configuration of a network that can be made here.</summary>
internal abstract record TrainableConfig : NetworkConfig
{
    /// <summary>Units that dropout may leave out at each position; 0 where the architecture is trained without.</summary>
    public virtual int DropoutWidth => 0;

    /// <summary>Whether the gradient of a batch is worth two threads.</summary>
    public virtual bool IsWorthSplitting => true;

    /// <summary>Fresh weights, float32, a pure function of the seed; they belong to the caller.</summary>
    public IReadOnlyDictionary<string, Tensor> Random(ulong seed)
    {
        var named = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((string name, long[] shape) in Shapes)
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, name));
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            Draw(name, shape, values, ref random);
            named[name] = Device.Cpu.From(values, shape).DetachFromDisposeScope();
        }
        return named;
    }

    private protected abstract void Draw(string name, long[] shape, float[] values, ref SeededRandom random);

    /// <summary>Uniform in ±1/√fan-in, as PyTorch does it.</summary>
    private protected static void DrawUniform(float[] values, int fanIn, ref SeededRandom random)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(bound * (2 * random.NextDouble() - 1));
    }

    private protected static void DrawNormal(float[] values, double deviation, ref SeededRandom random)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(deviation * random.NextGaussian());
    }

    /// <summary>How many numbers it holds while it is trained.</summary>
    /// <param name="batch">Sequences of an update.</param>
    internal abstract double TrainingNumbers(SequenceLengths lengths, int batch);

    internal sealed override Network Fresh(ulong seed) => Open(Random(seed));

    /// <summary>Logits for training, [positions, vocab], differentiable in the weights; no padding is computed.</summary>
    /// <param name="weights">By checkpoint name.</param>
    /// <param name="positions">Flat positions, ascending.</param>
    /// <param name="dropout">[positions, <see cref="DropoutWidth"/>] factors; null leaves every unit as it is.</param>
    public abstract Tensor TrainingLogits(IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout);

    /// <summary>Mean cross-entropy and its gradients in the order of the weights, where the architecture writes them out; null where it
    /// does not.</summary>
    /// <param name="labels">[positions] the others are as of <see cref="TrainingLogits"/>.</param>
    public virtual (double Loss, Tensor[] Gradients)? WrittenOutGradient(
        IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, long[] labels, Tensor? dropout) => null;
}
