namespace Mas.Results.Records;

/// <summary>What a control is, by its word (method.md section 9): a null must be beaten by a real alignment, a ceiling decides
/// nothing.</summary>
internal static class ControlWords
{
    private static readonly string[] s_ceilings = [Metrics.Identity, "full-exchange", "replay", "null-exchanged", "identity-map"];

    public static bool IsNull(string control) => !s_ceilings.Contains(control);
}
