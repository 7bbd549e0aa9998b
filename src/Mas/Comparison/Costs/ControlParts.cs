using Mas.Evaluation;
using Mas.Experiments;

namespace Mas.Comparison.Costs;

/// <summary>Memory of what controls read in the place of the sources.</summary>
internal static class ControlParts
{
    private const string Key = "evaluation.controls";

    /// <summary>What is held while null spaces are found; nothing where no control needs them.</summary>
    public static MemoryPart Finding(RunShape shape) =>
        Part("finding null spaces", Asks(shape, Control.NullExchanged) ? Squares(shape) + Passes(shape) : 0);

    /// <summary>Latents that are read in the place of the natural ones.</summary>
    public static MemoryPart Kept(RunShape shape)
    {
        double test = shape.Alignment.Test, routes = shape.RoutesPerDirection * shape.Networks.Count;
        double bytes = Asks(shape, Control.NullExchanged) ? shape.Networks.Sum(network =>
            Math.Min(test * routes * network.Sample.Entries, network.Sequences(shape.Alignment.Test) * network.Sample.Lengths.Tokens)
                * network.Width * sizeof(float)) : 0;
        return Part("latents with another sample's null part", bytes);
    }

    /// <summary>A square matrix of every network's width, with its decomposition.</summary>
    public static double Squares(RunShape shape)
    {
        const int copies = 6;
        return copies * sizeof(double) * shape.Networks.OrderByDescending(network => network.Width).Take(shape.Threads)
            .Sum(network => (double)network.Width * network.Width);
    }

    /// <summary>A part of the samples at a time, by automatic differentiation; what it keeps stays while one gradient after the other is
    /// taken.</summary>
    public static double Passes(RunShape shape)
    {
        const double withGradients = 1.5;
        return withGradients * shape.Networks.Select(network => StepParts.Pass(
                network, network.Width, OutputSensitivity.RowsAtOnce, network.Numbers.Automatic ?? network.Numbers.Step))
            .OrderDescending().Take(shape.Threads).Sum();
    }

    private static bool Asks(RunShape shape, Control control) => shape.Experiment.Evaluation.Controls.Contains(control);

    private static MemoryPart Part(string name, double bytes) => new(name, bytes, Key, $"leave null-exchanged out of {Key}");
}
