using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Oracles.Files;
using Mas.Results.Store;
using Mas.Training;

namespace Mas.Benchmarks.Zoo;

/// <summary>Two networks aligned on one set of sequences and interventions, by MAS and by stitching in each direction.</summary>
internal sealed class PairAlignment : IDisposable
{
    private static readonly Direction[] s_between = [new(0, 1), new(1, 0)];

    private readonly Experiment _experiment;
    private readonly RunData _data;
    private readonly TemporaryFolder _work = new();
    private readonly RunFolder _folder;
    private readonly RunJournal _journal;
    private readonly RunOptions _options = new() { Threads = 1, Command = "" };

    public PairAlignment(ZooSettings settings, string name, OpenedNetwork one, OpenedNetwork other)
    {
        _experiment = new Experiment
        {
            Name = name,
            Seed = ZooSettings.Seed,
            Networks = [one.Options, other.Options],
            Alignment = settings.Alignment,
            Evaluation = new EvaluationOptions { Controls = [Control.NoSwap] },
        };
        _data = new RunData(_experiment, [one, other], 1);
        _folder = RunFolder.Open(_work["run"], resume: false);
        _journal = RunJournal.Open(_experiment, _folder, _options);
        _journal.Update(record => record with { Hashes = record.Hashes.Append(new("data", _data.Hash())).ToDictionary() });
    }

    /// <summary>Trial IIA of model alignment search between the two, above its floor; the worse direction.</summary>
    public double Mas() => Worst("mas", AlignmentCase.Of(_experiment, Widths)[0]);

    /// <summary>The same of stitching, each direction trained by itself.</summary>
    public double Stitching() => Worst("stitching", [.. s_between.Select(direction =>
        AlignmentCase.OfPair(Methods.Stitching, [ZooSettings.Size], [.. _data.Networks.Select(network => network.Name)], direction))]);

    private int[] Widths => [.. _data.Networks.Select(network => network.Site.Width)];

    private double Worst(string prefix, params AlignmentCase[] cases)
    {
        var prepared = new List<CaseData>();
        try
        {
            foreach (AlignmentCase own in cases)
                prepared.Add(new CaseData(_experiment, own, _data, threads: 1));
            return AlignmentStage.Run(_experiment, _data, prepared, _folder, _options, _journal, CancellationToken.None, prefix + ".").SelectMany(Corrected).Min();
        }
        finally
        {
            prepared.ForEach(own => own.Dispose());
        }
    }

    // (IIA − floor)/(1 − floor) of the directions between the two.
    private static IEnumerable<double> Corrected(CaseResult result)
    {
        for (int r = 0; r < result.Data.Test.Routes.Count; r++)
        {
            if (result.Data.Test.Routes[r].Source == result.Data.Test.Routes[r].Target)
                continue;
            double floor = result.Floor![r].TrialIia, accuracy = result.Seeds[0].Evaluation.Outcomes[r].TrialIia;
            yield return floor < 1
                ? (accuracy - floor) / (1 - floor)
                : throw new RunFailedException($"no intervention on the pair {result.Data.Setup.Label(result.Data.Test.Routes[r])} changes what the target does, so that there is nothing to measure");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        _data.Dispose();
        _work.Dispose();
    }
}
