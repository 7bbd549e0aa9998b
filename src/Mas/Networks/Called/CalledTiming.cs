using System.Diagnostics;

namespace Mas.Networks.Called;

/// <summary>How long a network takes that can only be called, measured here: what happens inside is its own, and arithmetic cannot tell
/// it.</summary>
/// <param name="RowsPerCall">Sequences that go into a call at most.</param>
/// <param name="Forward">Of calls for logits.</param>
/// <param name="WithBack">Of calls for logits and the way back.</param>
internal sealed record CalledTiming(int RowsPerCall, CallSeconds Forward, CallSeconds WithBack)
{
    private const int Repeats = 3, FewRows = 8; // a full call has FewRows times as many

    /// <param name="rows">Sequences such as it will run, enough for a call.</param>
    public static CalledTiming Of(CalledNetwork network, Site site, TokenRows rows)
    {
        CalledInput most = network.LargestCall(rows);
        int few = Math.Max(1, (int)most.Batch / FewRows);
        using Tensor values = most.Values.narrow(0, 0, few).contiguous();
        CalledInput least = new(values, most.Lengths[..few]);
        try
        {
            CallSeconds Measured(Action<CalledModel, CalledInput, CalledSwap> call) => CallSeconds.Between(
                ((int)least.Batch, Best(network.Model, least, site, call)), ((int)most.Batch, Best(network.Model, most, site, call)));
            return new((int)most.Batch, Measured(Logits), Measured(Gradient));
        }
        finally
        {
            most.Values.Dispose();
        }
    }

    private static void Logits(CalledModel model, CalledInput input, CalledSwap swap) => model.Resume(input, swap);

    private static void Gradient(CalledModel model, CalledInput input, CalledSwap swap)
    {
        using CalledPass run = model.Run(input, swap);
        run.Back(run.Logits);
    }

    // The first call may be a slow one; of the others the best is least disturbed by what else goes on.
    private static double Best(CalledModel model, CalledInput input, Site site, Action<CalledModel, CalledInput, CalledSwap> call)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor first = model.Device.Flags(
            [.. Enumerable.Range(0, (int)(input.Batch * input.Time)).Select(place => place % input.Time == 0)], input.Batch, input.Time);
        var swap = new CalledSwap(site, model.Device.Zeros(input.Batch, input.Time, site.Width), first);
        double best = double.PositiveInfinity;
        for (int i = 0; i <= Repeats; i++)
        {
            using var inner = NewDisposeScope();
            var watch = Stopwatch.StartNew();
            call(model, input, swap);
            best = i == 0 ? best : Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return best;
    }

    /// <summary>Seconds for so many sequences.</summary>
    public double Of(CallSeconds seconds, double rows) => Math.Ceiling(rows / RowsPerCall) * seconds.Call + rows * seconds.Row;
}

/// <summary>Seconds of a call, beside its sequences and for each of them.</summary>
internal sealed record CallSeconds(double Call, double Row)
{
    /// <summary>The line through two calls; never below 0.</summary>
    public static CallSeconds Between((int Rows, double Seconds) few, (int Rows, double Seconds) many)
    {
        double row = many.Rows == few.Rows ? 0 : Math.Max(0, (many.Seconds - few.Seconds) / (many.Rows - few.Rows));
        return new(Math.Max(0, many.Seconds - row * many.Rows), row);
    }
}
