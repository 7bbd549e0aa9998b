using Mas.Kernels;
using Mas.Networks.Formats;
using Mas.Networks.Recurrent;
using Mas.NetworkTraining;
using Mas.Tasks;

namespace Mas.Benchmarks.Planting;

/// <summary>Trains a GRU on its task and on counterfactuals at once: the loss of natural sequences, and of what the causal model says after
/// the block of a variable has been replaced by that of another sequence at another position, the mean over variables.</summary>
/// <remarks>A pure function of the recipe.</remarks>
internal sealed class PlantedTrainer : IDisposable
{
    private const int CheckEvery = 100, CheckedOn = 512, MeasuredOn = 2000;
    private const double LargestGradient = 1;

    private readonly PlantedRecipe _recipe;
    private readonly PlantedData _training, _validation;
    private readonly SortedDictionary<string, Tensor> _weights;
    private readonly Adam _adam;
    private readonly LearningRateSchedule _rate;

    public PlantedTrainer(PlantedRecipe recipe)
    {
        NativeTorch.Load();
        SequenceTask task = recipe.Task.ToTask();
        (_recipe, Config) = (recipe, recipe.Config(task));
        _weights = new(Config.Random(SeededRandom.Derive((ulong)recipe.Seed, "planted start")).ToDictionary(), StringComparer.Ordinal);
        _adam = new Adam([.. _weights.Values]);
        (_training, _validation) = (new(recipe, Metrics.Train), new(recipe, Metrics.Validation));
        _rate = new() { Peak = recipe.LearningRate, Last = recipe.LearningRate / 10, Until = recipe.Steps };
    }

    public RecurrentConfig Config { get; }

    /// <summary>By checkpoint name; they go with this.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => _weights;

    public int Step { get; private set; }

    /// <summary>Trains to the recipe's accuracies or its last step.</summary>
    /// <returns>What was reached, on data of a split that training has not looked at.</returns>
    public PlantingFindings Run(Action<string> say)
    {
        while (Step < _recipe.Steps)
        {
            Update();
            if (Step % CheckEvery > 0 && Step < _recipe.Steps)
                continue;
            PlantingFindings now = Measure(_validation, CheckedOn);
            say($"{_recipe.Name}, step {Step}: {now}");
            if (now.Accuracy >= _recipe.Accuracy && now.Variables.All(variable => variable.Iia >= _recipe.Iia))
                break;
        }
        return Measure(new PlantedData(_recipe, Metrics.Test), MeasuredOn);
    }

    /// <summary>One update.</summary>
    /// <returns>The loss before it.</returns>
    public double Update()
    {
        using var scope = NewDisposeScope();
        (double loss, Tensor[] gradients) = Gradients(_weights, _training.Batch(Step));
        NetworkTrainer.Clip(gradients, LargestGradient);
        _adam.Update(Step + 1, _rate.At(Step), gradients);
        Step++;
        return loss;
    }

    /// <summary>The loss of a batch with its gradient with respect to every weight, in the order of the weights.</summary>
    public static (double Loss, Tensor[] Gradients) Gradients(IReadOnlyDictionary<string, Tensor> weights, PlantedBatch batch)
    {
        Dictionary<string, Tensor> leaves = weights.ToDictionary(pair => pair.Key, pair => pair.Value.detach().requires_grad_(true));
        var network = new RecurrentWeights(new GruCell(), leaves);
        Tensor loss = Loss(network, batch);
        loss.backward();
        return (loss.to_type(ScalarType.Float64).item<double>(), [.. weights.Keys.Select(name => leaves[name].grad!)]);
    }

    /// <summary>Mean cross-entropy of natural sequences, plus the mean over variables of that after interventions, plus the part of the
    /// state that is no variable's.</summary>
    private static Tensor Loss(RecurrentWeights network, PlantedBatch batch)
    {
        (Tensor logits, Tensor natural) = batch.Run(network);
        Tensor losses = nn.functional.cross_entropy(logits, network.Device.Indices(batch.Scored.Labels), reduction: nn.Reduction.None);
        return (losses * network.Device.From(Shares(batch))).sum().add(batch.Natural.Unexplained(natural), HeldScalar.One);
    }

    // [scored] what each position counts.
    private static float[] Shares(PlantedBatch batch)
    {
        int natural = batch.Scored.Rows.Count - batch.Swaps.Count;
        string?[] parts = [.. batch.Scored.Owners.Select(row => row < natural ? null : batch.Swaps[row - natural].Block.Variable)];
        int variables = batch.Swaps.Select(swap => swap.Block.Variable).Distinct().Count();
        Dictionary<string, int> counts = parts.CountBy(part => part ?? "").ToDictionary();
        return [.. parts.Select(part => 1f / counts[part ?? ""] / (part is null ? 1 : variables))];
    }

    private PlantingFindings Measure(PlantedData data, int count)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var network = new RecurrentWeights(new GruCell(), _weights);
        ScoredBatch natural = data.Natural(-1, count);
        double accuracy = Share(natural, positions => Config.TrainingLogits(_weights, natural.Rows, positions, dropout: null));
        StatesByValue states = StatesByValue.Of(_recipe.Task.ToTask(), natural.Rows);
        PlantedBatch sequences = new(natural, TokenRows.From([]), []) { Natural = states };
        double unexplained = states.Unexplained(sequences.Run(network).Natural).item<float>();
        return new PlantingFindings(Step, accuracy, unexplained, [.. _recipe.Blocks.Select((block, b) =>
        {
            PlantedBatch batch = data.Interventions(b, count);
            return new PlantedVariable(block.Variable, block.Units, Share(batch.Scored, _ => batch.Run(network).Logits),
                Share(batch.Scored, _ => batch.Run(network, exchanges: false).Logits));
        })]);
    }

    private static double Share(ScoredBatch batch, Func<int[], Tensor> logits) => batch.Right(logits).Average(right => right ? 1.0 : 0);

    public void Dispose()
    {
        _adam.Dispose();
        foreach (Tensor weight in _weights.Values)
            weight.Dispose();
    }
}
