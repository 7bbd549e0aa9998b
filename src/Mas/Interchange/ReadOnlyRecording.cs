using Mas.Networks;
using static TorchSharp.torch;

namespace Mas.Interchange;

/// <summary>
/// The activity of a network that is not accessible: it can be read, and that is all. Training is given these, so that no
/// code path of it can run such a network from an intervention, let alone differentiate through it.
/// </summary>
/// <param name="recording">What was recorded; stays its owner's.</param>
/// <param name="network">Name, for the message.</param>
public sealed class ReadOnlyRecording(Recording recording, string network) : Recording
{
    /// <inheritdoc/>
    public override int Width => recording.Width;

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> positions) => recording.Latents(positions);

    /// <inheritdoc/>
    public override Tensor Logits(ReadOnlySpan<int> positions) => recording.Logits(positions);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override PreparedTargets Prepare(TargetRows rows) =>
        throw new InvalidOperationException($"Network '{network}' is not accessible: it may be read, but not run from an intervention.");

    /// <inheritdoc/>
    public override void Dispose()
    {
    }
}
