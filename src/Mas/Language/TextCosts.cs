using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.NetworkTraining;
using Mas.Tasks.Tokenisers;

namespace Mas.Language;

/// <summary>What a run of language models costs, from the shapes of their weights and the number of texts: no weights are read.</summary>
internal sealed class TextCosts
{
    private const double PassBytes = 64e6;                  // what a pass of a step with a way back keeps
    private const int FewestTokens = 256, MostTokens = 2048; // of such a pass: products of fewer are slower
    private const long MostCounted = 1 << 25; // bytes: the texts of a larger file are not counted

    private readonly Experiment _experiment;
    private readonly TextSource _texts;
    private readonly ModelShape[] _models;
    private readonly int _threads, _count;
    private readonly double _trainingNumbers; // of the largest network that is trained

    /// <param name="cacheFolder">Of trained networks; null for the user's own.</param>
    /// <exception cref="InputException">A folder is wrong, and it holds the errors of all; or the texts are.</exception>
    public TextCosts(Experiment experiment, int threads, string? cacheFolder = null)
    {
        (_experiment, _texts, _threads) = (experiment, experiment.Texts!, threads);
        var models = new List<ModelShape>();
        var errors = new List<InputError>();
        foreach (DecoderSource source in experiment.Networks.Select(network => (DecoderSource)network.Source))
        {
            try
            {
                models.Add(source.Shape());
                _trainingNumbers = Math.Max(_trainingNumbers, source.TrainingNumbers);
                Training += source.TrainingSeconds(cacheFolder) / Math.Min(threads, DecoderGradient.Halves);
            }
            catch (InputException error)
            {
                errors.AddRange(error.Errors);
            }
        }
        if (errors.Count > 0)
            throw new InputException(errors);
        _models = [.. models];
        _count = Count();
        Cases = AlignmentCase.Of(experiment, [.. _models.Select(model => model.Config.Width)]);
    }

    public IReadOnlyList<AlignmentCase> Cases { get; }

    /// <summary>Texts that are read; of a very large file as many as are ever taken.</summary>
    public int Texts => _count;

    /// <summary>[models]</summary>
    public IReadOnlyList<ModelShape> Models => _models;

    private AlignmentOptions Alignment => _experiment.Alignment;

    private int Sites => Math.Max(1, _experiment.Sites.Count);

    /// <summary>Seconds of training of the models that are trained here and are not in the cache.</summary>
    public double Training { get; }

    /// <summary>Pairs that go through a model together in a step. Fixed by the models and the length alone, since it moves the last digits
    /// of results.</summary>
    public int PairsAtOnce
    {
        get
        {
            double tokens = Math.Clamp(PassBytes / _models.Max(model => KeptBytes(model, isBack: true)), FewestTokens, MostTokens);
            return Math.Max(1, (int)tokens / _texts.Length);
        }
    }

    /// <summary>The most pairs, halved again and again from <see cref="PairsAtOnce"/>, for which so many bytes are enough; 1 where they are
    /// for none.</summary>
    public int PairsFor(double available)
    {
        int pairs = PairsAtOnce;
        while (pairs > 1 && MemoryOf(pairs).TooMuchFor(available) is not null)
            pairs /= 2;
        return pairs;
    }

    /// <summary>About how much memory it takes, stage by stage.</summary>
    public MemoryEstimate Memory => MemoryOf(PairsAtOnce);

    /// <summary>The same where a step runs fewer pairs at once.</summary>
    public MemoryEstimate MemoryOf(int pairsAtOnce)
    {
        // Models of one folder share its weights; an adapter beside them is small.
        double weights = _experiment.Networks.Zip(_models).DistinctBy(one => ((DecoderSource)one.First.Source).SharedAs)
            .Sum(one => one.Second.Parameters * BytesOf((DecoderSource)one.First.Source));
        var held = new MemoryPart("weights", weights, "networks", "compare smaller models, or compute in bfloat16");
        double positions = (double)_count * _texts.Length;
        double latents = Sites * _models.Sum(model => positions * model.Config.Width * sizeof(float));
        var activity = new MemoryPart(
            "latents of the texts", latents, "task.length", "lower task.length, or compare fewer sites or models");
        return new(
        [
            new("training networks",
                [held, new("a network in training", sizeof(float) * _trainingNumbers, "networks", "train smaller ones")]),
            new("reading the texts", [held, activity, Reading()]),
            new("aligning", [held, activity, Step(Math.Min(pairsAtOnce * _threads, Alignment.Batch * Trained), isBack: true)]),
            new("testing", [held, activity, Step(TextPasses.Pairs * Math.Min(_threads, Trained), isBack: false)]),
        ]);
    }

    /// <summary>About how long it takes on this machine, whose speed is measured for it.</summary>
    /// <param name="speed">Products of one thread per second; null for what this machine does.</param>
    public TextTime Time(double? speed = null) =>
        new(_experiment, _models, Cases, _threads, speed * _threads ?? ProductSpeed.Measure(_threads), _count);

    // As the first model's tokeniser cuts them.
    private int Count()
    {
        if (new FileInfo(_texts.FullPath) is { Exists: true, Length: > MostCounted })
            return TextStage.MostTexts;
        using Tokeniser tokeniser = ((DecoderSource)_experiment.Networks[0].Source).OpenTokeniser();
        return TextSamples.Cut(_experiment, tokeniser).Texts.Length;
    }

    private int Trained => Cases.Max(Trains);

    private int Trains(AlignmentCase one) => one.Trains(Alignment);

    private int LowestBlock => _experiment.Sites.Select(site => int.Parse(site.Split('.')[^1], CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0).Min();

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
        double scored = pairs * (isBack ? TextRunContext.ScoredInTraining : _texts.Length);
        double most = _models.Max(model => pairs * _texts.Length * KeptBytes(model, isBack) + HeadBytes(model, scored));
        return new(isBack ? "a step" : "a pass", most, "alignment.batch", "lower alignment.batch, or alignment.directions_per_step");
    }

    private double HeadBytes(ModelShape model, double scored) =>
        _threads * sizeof(float) * HeadScores.NumbersAtOnce(scored / _threads, model.Config.Vocabulary);

    // Of one token.
    private double KeptBytes(ModelShape model, bool isBack) =>
        sizeof(float) * Widest(model.Config) * (isBack ? Math.Max(0, model.Config.Layers - LowestBlock) + 1 : 1);

    /// <summary>Numbers that a block makes of one token.</summary>
    public static double Widest(DecoderConfig config) =>
        6.0 * config.Width + 3.0 * (config.QueryWidth + 2 * config.KeyValueWidth) + config.Expanded + 2.0 * config.Inner;

    private static double BytesOf(DecoderSource source) => source.ComputesIn == ComputedIn.Bfloat16 ? 2 : sizeof(float);
}
