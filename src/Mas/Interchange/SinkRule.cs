namespace Mas.Interchange;

/// <summary>How position 0 of a text, the attention sink of pretrained decoders, is treated (<c>method.md</c> section 11).</summary>
internal enum SinkRule
{
    /// <summary>Left as the target's own where its norm is far above the others'.</summary>
    Auto,

    /// <summary>Left as the target's own.</summary>
    Keep,

    /// <summary>Exchanged like the others.</summary>
    Exchange,
}
