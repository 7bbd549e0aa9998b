using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>How a GRU resumes some rows.</summary>
/// <param name="steps">The tokens that are fed after the replaced state.</param>
/// <param name="order">[rows] int64, longest first.</param>
/// <param name="scored">[scored] int64, into the stack of the replaced states and those after them.</param>
internal sealed class GruResumePlan(StepPlan steps, Tensor order, Tensor scored, long[] labels, int[] owners)
    : ResumePlan(steps.Order.Length, labels, owners)
{
    public StepPlan Steps { get; } = steps;

    public Tensor Order { get; } = order;

    public Tensor Scored { get; } = scored;

    /// <inheritdoc/>
    public override void Dispose()
    {
        Steps.Dispose();
        Order.Dispose();
        Scored.Dispose();
    }
}
