using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Language;

/// <summary>About how many seconds a run on texts takes: its products at the speed of this machine, and what calling them costs, which
/// counts where models are small.</summary>
/// <param name="speed">Operations per second of large products, all threads together.</param>
/// <param name="texts">How many are read.</param>
internal sealed class TextTime(
    Experiment experiment, IReadOnlyList<ModelShape> models, IReadOnlyList<AlignmentCase> cases, int threads, double speed, int texts)
{
    private const double Share = 0.9;                // of that speed, in products of a decoder's sizes
    private const double NumberSeconds = 3e-9;       // of each number that a block or the head makes, one thread: what is no product
    private const double BlockSeconds = 1e-4;        // of calling a block, forward
    private const double Forward = 2, WithBack = 4;  // operations for each multiplication: there is no gradient for weights
    private const double BackPasses = 3;             // a way forward and back, in passes forward
    private const double StartSeconds = 2;           // opening, and the report
    private const double ByteSeconds = 7e-9;         // of the file, every line of which has its place in the draw

    private readonly TextSource _texts = experiment.Texts!;
    private readonly TextWindow _window = TextWindow.Of(experiment.Texts!.Length, exchangesFirst: true);

    private AlignmentOptions Alignment => experiment.Alignment;

    private IEnumerable<int> Blocks => experiment.Sites.DefaultIfEmpty("layer.0")
        .Select(site => int.Parse(site.Split('.')[^1], CultureInfo.InvariantCulture));

    /// <summary>The texts are drawn from their file.</summary>
    public double Drawing => new FileInfo(_texts.FullPath) is { Exists: true, Length: var bytes } ? bytes * ByteSeconds : 0;

    /// <summary>The models read and continue the texts.</summary>
    public double Reading => models.Sum(model =>
    {
        DecoderConfig config = model.Config;
        double batches = Math.Ceiling(texts / (double)TextRecorder.TextsAtOnce(config, _texts.Length));
        double tokens = (double)texts * _texts.Length;
        return Seconds(Forward * tokens * (Body(config, config.Layers, _texts.Length) + config.HeadMultiplications),
            Numbers(config, config.Layers, tokens, tokens), batches * (_texts.Length - _texts.Context + 1) * config.Layers);
    });

    /// <summary>A step of one case at its lowest site.</summary>
    public double Step(AlignmentCase one) => Step(one, Blocks.Min());

    /// <summary>All that is measured without an alignment.</summary>
    public double Unaligned => Tested.Length * (Later + (IsWhole ? Blocks.Sum(Test) : 0));

    /// <summary>All seeds of all cases at all sites, where none stops early.</summary>
    public double Aligning => Alignment.Seeds.Count * Blocks.Sum(block => cases.Sum(one =>
        Alignment.Steps * Step(one, block) + Validations * one.Method.Behaviour.Count * Pairs(Alignment.Validation, block)));

    /// <summary>The tests of all alignments.</summary>
    public double Testing => Alignment.Seeds.Count * Blocks.Sum(block => cases.Sum(one =>
        one.Tests(experiment).Count() * ((1 + Besides) * Test(block) + Later)));

    /// <summary>Everything, where no training stops early.</summary>
    public double All => StartSeconds + Drawing + Reading + Unaligned + Aligning + Testing;

    private Direction[] Tested => [.. cases.SelectMany(one => one.Tests(experiment)).Distinct()];

    private bool Asks(params string[] names) => experiment.Evaluation.Controls.Any(control => names.Contains(control.Word()));

    private bool IsWhole => Asks(Metrics.FullExchange, Metrics.IdentityMap);

    private int Besides => experiment.Evaluation.Controls.Count(control =>
        control.Word() is Metrics.RandomOrthogonal or Metrics.Shuffled or Metrics.InputOnly);

    private int Validations
    {
        get
        {
            TrainingOptions training = Alignment.ToTraining();
            return 1 + Enumerable.Range(1, Alignment.Steps).Count(training.ValidatesAt);
        }
    }

    private double Test(int block) => Pairs(Alignment.Test, block);

    // The last of the positions that are drawn is the last that runs; or all, with later tokens.
    private double Step(AlignmentCase one, int block)
    {
        int trained = one.Trains(Alignment);
        double drawn = Math.Min(TextRunContext.ScoredInTraining, _window.Count);
        double last = _window.From + _window.Count * drawn / (drawn + 1);
        double targets = one.Method.Behaviour.Select(direction => direction.Target).Distinct().Count();
        bool isAll = Alignment.Score == ScoredPredictions.All;
        double pairs = (double)trained * Alignment.Batch;
        return models.Average(model => Seconds(
            WithBack * pairs * (isAll ? LaterMultiplications(model) : Multiplications(model, block, last, drawn)),
            BackPasses * pairs * (isAll ? LaterNumbers(model) : Numbers(model.Config, model.Config.Layers - block, last, drawn)),
            BackPasses * Math.Min(trained, targets) * Math.Max(1, model.Config.Layers - block)));
    }

    private double Pairs(int pairs, int block) => models.Average(model => Seconds(
        Forward * pairs * Multiplications(model, block, _window.Until, _window.Count),
        pairs * Numbers(model.Config, model.Config.Layers - block, _window.Until, _window.Count),
        Passes(pairs) * (model.Config.Layers - block)));

    private double Later => models.Average(model => Seconds(
        Forward * Alignment.Test * LaterMultiplications(model), Alignment.Test * LaterNumbers(model),
        Passes(Alignment.Test) * model.Config.Layers));

    private static double Passes(int pairs) => Math.Ceiling(pairs / (double)TextPasses.Pairs);

    private static double Multiplications(ModelShape model, int block, double positions, double scored) =>
        positions * Body(model.Config, model.Config.Layers - block, positions) + scored * model.Config.HeadMultiplications;

    // What is fed after p runs below the site too, with all that stands before it; what is scored begins in the middle on average.
    private double LaterMultiplications(ModelShape model) => _texts.Length
        * (Body(model.Config, model.Config.Layers, _texts.Length) + model.Config.HeadMultiplications / 2);

    private double LaterNumbers(ModelShape model) => Numbers(model.Config, model.Config.Layers, _texts.Length, _texts.Length / 2.0);

    private static double Numbers(DecoderConfig config, int blocks, double tokens, double scored) =>
        tokens * Math.Max(0, blocks) * TextCosts.Widest(config) + scored * config.Vocabulary;

    private static double Body(DecoderConfig config, int blocks, double positions) =>
        Math.Max(0, blocks) * (config.BlockMultiplications + config.AttentionMultiplications(positions / 2));

    private double Seconds(double operations, double numbers, double blocks) =>
        operations / (speed * Share) + (numbers * NumberSeconds + blocks * BlockSeconds) / threads;
}
