using System.Security.Cryptography;
using System.Text;
using Mas.Causal;
using Mas.Networks.Recurrent;
using Mas.Tasks;

namespace Mas.Benchmarks.Planting;

/// <summary>Units of the state that one variable of a causal model is planted into.</summary>
/// <param name="First">The first of them; they follow one another.</param>
internal sealed record PlantedBlock(string Variable, int First, int Units);

/// <summary>A GRU in which an algorithm is planted: everything that its weights depend on.</summary>
/// <param name="Task">With the causal model that is planted.</param>
/// <param name="Seed">Of the start, the sequences and the interventions.</param>
internal sealed record PlantedRecipe(NamedTask Task, int Seed)
{
    private const int LabelUnits = 8;

    /// <summary>Raised with every change that gives other weights.</summary>
    private const int Version = 1;

    public int Width { get; init; } = 32;

    public int HeadWidth { get; init; } = 128;

    /// <summary>Updates at most.</summary>
    public int Steps { get; init; } = 4000;

    /// <summary>Natural sequences of an update, and interventions on each variable.</summary>
    public int Batch { get; init; } = 64;

    public double LearningRate { get; init; } = 4e-3;

    /// <summary>Training ends where at least this share of natural sequences is right, and at least that of the interventions on each
    /// variable.</summary>
    public double Accuracy { get; init; } = 0.99;

    public double Iia { get; init; } = 0.99;

    /// <summary>Such as <c>gru-up-up-1</c>.</summary>
    public string Name => $"gru-{Task.CausalModel}-{Seed}";

    /// <summary>A file's name that no other recipe has.</summary>
    public string Key => $"{Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Description)))[..12]}";

    private string Description => Invariant($"{Version}: {Task.Entry(text => text)}, {Seed}, {Width}, {HeadWidth}, {Steps}, {Batch}, ")
        + Invariant($"{LearningRate}, {Accuracy}, {Iia}");

    /// <summary>One for each variable of the causal model; together all units.</summary>
    public IReadOnlyList<PlantedBlock> Blocks
    {
        get
        {
            IReadOnlyList<CausalVariable> variables = Task.ToTask().Variables;
            int labels = variables.Count(variable => variable.Labels is not null), first = 0;
            var blocks = new List<PlantedBlock>();
            foreach (CausalVariable variable in variables)
            {
                int units = variable.Labels is null ? (Width - labels * LabelUnits) / (variables.Count - labels) : LabelUnits;
                blocks.Add(new(variable.Name, first, units));
                first += units;
            }
            return blocks;
        }
    }

    public RecurrentConfig Config(SequenceTask task) => new(new GruCell())
    {
        Width = Width,
        HeadWidth = HeadWidth,
        Vocabulary = task.Vocabulary.Words,
        Task = task.Name,
    };
}
