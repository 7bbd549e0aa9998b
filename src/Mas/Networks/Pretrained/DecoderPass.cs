namespace Mas.Networks.Pretrained;

/// <summary>Positions of rows of the same length that run through blocks together.</summary>
internal sealed class DecoderPass(DecoderConfig config, int rows, int first, int time, Device device) : IDisposable
{
    public int Rows => rows;

    /// <summary>Positions of each row.</summary>
    public int Time => time;

    /// <summary>Null where positions are learned.</summary>
    public RotaryTurn? Turn { get; } = config.Rotary is null ? null : new RotaryTurn(config.Rotary, first, time, device);

    public CausalAttention Attention { get; } = new(config, first, time, device);

    public void Dispose()
    {
        Turn?.Dispose();
        Attention.Dispose();
    }
}
