using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;

namespace Mas.Language;

/// <summary>What a run of language models costs, from the shapes of their weights: nothing is read but the heads of files.</summary>
internal sealed class TextCosts
{
    private const double FlopsPerSecond = 45e9; // a large matrix product on one ordinary core
    private const double Forward = 2, WithBack = 4; // operations for each multiplication: there is no gradient for weights
    private const int FirstValidations = 10;

    private readonly Experiment _experiment;
    private readonly TextSource _texts;
    private readonly ModelShape[] _models;
    private readonly int _threads;

    /// <exception cref="InputException">A folder is wrong; holds the errors of all.</exception>
    public TextCosts(Experiment experiment, int threads)
    {
        (_experiment, _texts, _threads) = (experiment, experiment.Texts!, threads);
        var models = new List<ModelShape>();
        var errors = new List<InputError>();
        foreach (PretrainedNetwork source in experiment.Networks.Select(network => (PretrainedNetwork)network.Source))
        {
            try
            {
                models.Add(new(PretrainedFolder.Read(source.FullPath).Config,
                    PretrainedFolder.Check(source.FullPath, source.Adapter?.FullPath).Parameters));
            }
            catch (InputException error)
            {
                errors.AddRange(error.Errors);
            }
        }
        if (errors.Count > 0)
            throw new InputException(errors);
        _models = [.. models];
        Cases = AlignmentCase.Of(experiment, [.. _models.Select(model => model.Config.Width)]);
    }

    public IReadOnlyList<AlignmentCase> Cases { get; }

    /// <summary>[models]</summary>
    public IReadOnlyList<ModelShape> Models => _models;

    private AlignmentOptions Alignment => _experiment.Alignment;

    private int Sites => Math.Max(1, _experiment.Sites.Count);

    private int Scored => TextWindow.Of(_texts.Length, exchangesFirst: true).Count;

    /// <summary>About how much memory it takes, stage by stage.</summary>
    public MemoryEstimate Memory
    {
        get
        {
            // Models of one folder share its weights; an adapter beside them is small.
            double weights = _experiment.Networks.Zip(_models).DistinctBy(one => ((PretrainedNetwork)one.First.Source).FullPath)
                .Sum(one => one.Second.Parameters * BytesOf((PretrainedNetwork)one.First.Source));
            var held = new MemoryPart("weights", weights, "networks", "compare smaller models, or compute in bfloat16");
            double positions = (double)TextStage.MostTexts * _texts.Length;
            double latents = Sites * _models.Sum(model => positions * model.Config.Width * sizeof(float));
            var activity = new MemoryPart(
                "latents of the texts", latents, "task.length", "lower task.length, or compare fewer sites or models");
            return new(
            [
                new("reading the texts", [held, activity, Reading()]),
                new("aligning", [held, activity, Step(Alignment.Batch * Trained, isBack: true)]),
                new("testing", [held, activity, Step(TextTest.PairsPerPass * Math.Min(_threads, Trained), isBack: false)]),
            ]);
        }
    }

    /// <summary>Seconds that the models take to read and continue the texts, at most.</summary>
    public double ReadingSeconds => _models.Sum(model => Forward * TextStage.MostTexts * _texts.Length
        * (Body(model.Config, model.Config.Layers) + model.Config.HeadMultiplications)) / FlopsPerSecond / _threads;

    /// <summary>Seconds of a step of one case, on all threads.</summary>
    public double StepSeconds(AlignmentCase one) =>
        Trains(one) * Alignment.Batch * PairMultiplications(TextRunContext.ScoredInTraining) * WithBack / FlopsPerSecond / _threads;

    /// <summary>Seconds of everything at most.</summary>
    public double AtMost => ReadingSeconds + Alignment.Seeds.Count * Sites * Cases.Sum(one =>
        Alignment.Steps * StepSeconds(one)
            + (FirstValidations + (double)Alignment.Steps / Alignment.ValidateEvery) * Pairs(Alignment.Validation, one)
            + (2 + _experiment.Evaluation.Controls.Count) * Pairs(Alignment.Test, one));

    private double Pairs(int count, AlignmentCase one) =>
        one.Method.Behaviour.Count * (double)count * PairMultiplications(Scored) * Forward / FlopsPerSecond / _threads;

    private int Trained => Cases.Max(Trains);

    private int Trains(AlignmentCase one) => one.Trains(Alignment);

    // What is above the first site runs, and the head where something is scored.
    private double PairMultiplications(int scored) => _models.Average(model =>
        _texts.Length * Body(model.Config, model.Config.Layers - LowestBlock) + scored * model.Config.HeadMultiplications);

    private int LowestBlock => _experiment.Sites.Select(site => int.Parse(site.Split('.')[^1], CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0).Min();

    private double Body(DecoderConfig config, int blocks) =>
        Math.Max(0, blocks) * (config.BlockMultiplications + config.AttentionMultiplications(_texts.Length / 2.0));

    private MemoryPart Reading()
    {
        double most = _threads * _models.Max(model =>
        {
            double rows = TextRecorder.TextsAtOnce(model.Config, _texts.Length);
            return rows * (model.Config.Layers * model.Config.CacheBytes * _texts.Length
                + sizeof(float) * (_texts.Context * Widest(model.Config) + _texts.Length * Sites * model.Config.Width))
                + sizeof(float) * rows * model.Config.Vocabulary;
        });
        return new("reading in batches", most, "task.length", "lower task.length");
    }

    // Of a pass with a way back every block keeps what its products have read.
    private MemoryPart Step(double pairs, bool isBack)
    {
        double tokens = pairs * _texts.Length;
        double most = _models.Max(model =>
            sizeof(float) * tokens * Widest(model.Config) * (isBack ? model.Config.Layers - LowestBlock + 1 : 1));
        return new(isBack ? "a step" : "a pass", most, "alignment.batch", "lower alignment.batch, or alignment.directions_per_step");
    }

    // Numbers that a block makes of one token.
    private static double Widest(DecoderConfig config) =>
        6.0 * config.Width + 3.0 * (config.QueryWidth + 2 * config.KeyValueWidth) + config.Expanded + 2.0 * config.Inner;

    private static double BytesOf(PretrainedNetwork source) => source.Type == ComputedIn.Bfloat16 ? 2 : sizeof(float);
}

/// <summary>A language model, as its files say without their numbers.</summary>
/// <param name="Parameters">Learned numbers of the weights, without an adapter.</param>
internal sealed record ModelShape(DecoderConfig Config, long Parameters);
