namespace Mas.Networks.Pretrained;

/// <summary>Rotary positions (Su et al. 2021): entry i of the first half of what is turned goes with entry i of the second half, and both
/// turn by position × frequency i.</summary>
/// <param name="Base">Frequency i is base^(−2 i / turned).</param>
/// <param name="Turned">Leading entries of a head that are turned; even.</param>
/// <param name="Bands">How low frequencies are slowed down further; null where they are not.</param>
internal sealed record RotaryConfig(double Base, int Turned, RotaryBands? Bands)
{
    /// <summary>[turned / 2] angles per position.</summary>
    public double[] Frequencies()
    {
        var frequencies = new double[Turned / 2];
        for (int i = 0; i < frequencies.Length; i++)
        {
            double frequency = Math.Pow(Base, -2.0 * i / Turned);
            frequencies[i] = Bands?.Slowed(frequency) ?? frequency;
        }
        return frequencies;
    }
}

/// <summary>The three bands of Llama 3: short waves stay, long ones are slowed down by a factor, and between them it goes over from one to
/// the other.</summary>
/// <param name="Factor">By which long waves are slowed down.</param>
/// <param name="Long">A wave is long where it fits into the original context fewer times than this.</param>
/// <param name="Short">A wave is short where it fits in more times than this.</param>
/// <param name="Context">Positions that the network was first trained on.</param>
internal sealed record RotaryBands(double Factor, double Long, double Short, double Context)
{
    public double Slowed(double frequency)
    {
        double times = Context * frequency / (2 * Math.PI); // that the wave fits into the context
        if (times < Long)
            return frequency / Factor;
        if (times > Short)
            return frequency;
        double kept = (times - Long) / (Short - Long);
        return (1 - kept) * frequency / Factor + kept * frequency;
    }
}
