using Mas.Results.Records;

namespace Mas.Experiments;

/// <summary>The fixed words of the controls.</summary>
internal static class ControlNames
{
    public static string Of(Control control) => control switch
    {
        Control.NoSwap => Metrics.NoSwap,
        Control.Identity => Metrics.Identity,
        Control.RandomOrthogonal => Metrics.RandomOrthogonal,
        _ => Metrics.Shuffled,
    };
}
