namespace Mas.Results.Records;

/// <summary>What a control is for (<c>method.md</c> section 9): a real alignment must beat a <b>null</b>; a <b>ceiling</b> says what could
/// be had at best, and decides nothing by being high.</summary>
internal static class ControlKind
{
    private static readonly string[] s_ceilings = [Metrics.Identity, Metrics.FullExchange, Metrics.Replay, Metrics.IdentityMap];

    private static readonly string[] s_trained =
        [Metrics.Untrained, Metrics.UntrainedSource, Metrics.Scrambled, Metrics.WrongVariable];

    /// <summary>Whether an analysis of this word makes a null control.</summary>
    public static bool IsTrainedNull(string analysis) => s_trained.Contains(analysis);

    public static bool IsCeiling(string control) => s_ceilings.Contains(control);

    /// <summary>Whether an alignment that it reaches says nothing. <c>null-exchanged</c> is neither null nor ceiling: the same alignment,
    /// with what the source itself does not use taken from another sample.</summary>
    public static bool IsNull(string control) => !IsCeiling(control) && control != Metrics.NullExchanged;
}
