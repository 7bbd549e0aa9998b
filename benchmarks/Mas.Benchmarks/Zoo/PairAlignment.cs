namespace Mas.Benchmarks.Zoo;

/// <summary>Two networks aligned on one set of sequences and interventions, by MAS and by stitching in each direction.</summary>
internal sealed class PairAlignment : IDisposable
{
    private static readonly Direction[] s_between = [new(0, 1), new(1, 0)];

    private readonly ComparisonContext _run;

    public PairAlignment(ZooSettings settings, string name, OpenedNetwork one, OpenedNetwork other)
    {
        var experiment = new Experiment
        {
            Name = name,
            Seed = ZooSettings.Seed,
            Networks = [one.Options, other.Options],
            Alignment = settings.Alignment,
            Evaluation = new EvaluationOptions { Controls = [Control.NoSwap] },
        };
        var options = new RunOptions { Threads = 1, Command = "" };
        _run = new ComparisonContext(experiment, new RunData(experiment, [one, other], 1), options, CancellationToken.None);
    }

    /// <summary>Trial IIA of model alignment search between the two, above its floor; the worse direction.</summary>
    public double Mas() => Worst("mas", AlignmentCase.Of(_run.Experiment, Widths)[0]);

    /// <summary>The same of stitching, each direction trained by itself.</summary>
    public double Stitching() => Worst("stitching", [.. s_between.Select(direction =>
        AlignmentCase.OfPair(Methods.Stitching, [ZooSettings.Size], [.. _run.Data.Networks.Select(network => network.Name)], direction))]);

    private int[] Widths => [.. _run.Data.Networks.Select(network => network.Site.Width)];

    private double Worst(string prefix, params AlignmentCase[] cases)
    {
        var prepared = new List<CaseData>();
        CaseResult[] results = [];
        try
        {
            foreach (AlignmentCase own in cases)
                prepared.Add(new CaseData(_run, own));
            results = AlignmentStage.Run(_run, prepared, prefix + ".");
            return results.SelectMany(Corrected).Min();
        }
        finally
        {
            foreach (CaseResult result in results)
                result.Dispose();
            prepared.ForEach(own => own.Dispose());
        }
    }

    // (IIA − floor)/(1 − floor) of the directions between the two.
    private static IEnumerable<double> Corrected(CaseResult result)
    {
        foreach ((int r, Route route) in result.Data.Test.Routes.Index().Where(one => one.Item.Source != one.Item.Target))
        {
            double floor = result.Floor![r].TrialIia, accuracy = result.Seeds[0].Evaluation.Outcomes[r].TrialIia;
            yield return floor < 1 ? (accuracy - floor) / (1 - floor)
                : throw new RunFailedException($"no intervention on the pair {result.Data.Setup.Label(route)} changes what the target "
                    + "does, so that there is nothing to measure");
        }
    }

    public void Dispose() => _run.Data.Dispose();
}
