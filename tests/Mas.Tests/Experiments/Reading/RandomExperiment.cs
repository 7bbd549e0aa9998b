using Mas.Alignments;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.NetworkTraining;
using Mas.Results.Records;
using Mas.Runs;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Training;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Seeded experiments from everything that a file can say.</summary>
internal static class RandomExperiment
{
    /// <summary>Files that may lie beside the experiment.</summary>
    public const string Trials = "data/trials.jsonl", Run = "runs/old";

    private static readonly string[] s_measures = ["cka-linear", "shape-0.25", "rsa-cosine-kendall-tau-b"];
    private static readonly string[] s_names = ["true", "1e5", "gru-a", "No"];
    private static readonly AlignmentMethod[] s_many = [AlignmentMethod.Mas, AlignmentMethod.Das, AlignmentMethod.Custom];
    private static readonly AlignmentMethod[] s_pair =
        [AlignmentMethod.UnidirectionalMas, AlignmentMethod.Stitching, AlignmentMethod.LinearStitching, AlignmentMethod.LatentStitching];

    /// <summary>One of them.</summary>
    /// <param name="seed">Which one.</param>
    /// <param name="folder">The folder of its file.</param>
    public static Experiment Of(ulong seed, string folder)
    {
        var random = new SeededRandom(seed);
        (TaskSource[] tasks, string[][] variables) = Tasks(ref random, folder);
        int count = tasks.Length;
        bool isOne = tasks.Distinct().Count() == 1 && random.Next(2) == 0, hasSite = random.Next(2) == 0;
        bool[] accessible = [.. Enumerable.Range(0, count).Select(_ => true)];
        AlignmentMethod[] methods = Methods(ref random, accessible);
        var networks = new NetworkOptions[count];
        for (int k = 0; k < count; k++)
        {
            (NetworkSource source, string site) = Source(ref random, folder, tasks[k], hasSite);
            networks[k] = new()
            {
                Name = s_names[k],
                Source = source,
                Task = isOne ? null : tasks[k],
                Site = hasSite ? null : site,
                Accessible = accessible[k],
                Insist = random.Next(2) == 0,
            };
        }
        AlignmentOptions alignment = Alignment(ref random, folder, methods, networks, tasks, variables);
        return new()
        {
            Name = s_names[random.Next(s_names.Length)],
            Seed = random.Next(int.MaxValue),
            Task = isOne ? tasks[0] : null,
            Site = hasSite ? SharedSite(tasks[0]) : null,
            Networks = [.. networks],
            Alignment = alignment,
            Evaluation = new()
            {
                Directions = Enum.GetValues<TestedDirections>()[random.Next(2)],
                Controls = [.. Enum.GetValues<Control>().Take(random.Next(5))],
                Similarity = [.. s_measures.Take(random.Next(4))],
            },
            // What bends is never without its control.
            Analyses = Analyses(alignment, alignment.Extend is null && random.Next(2) == 0),
            Verdict = new() { Same = 0.5 + (random.NextDouble() / 2), Different = random.NextDouble() / 2 },
        };
    }

    // [networks] tasks, and [variables][networks] names that can be exchanged.
    // What is always done is among them.
    private static ValueList<string> Analyses(AlignmentOptions alignment, bool untrained) =>
        [.. KnownAnalyses.All.Where(one => one.IsAlwaysDone(alignment) || (untrained && one.Word == "untrained")).Select(one => one.Word)];

    private static (TaskSource[] Tasks, string[][] Variables) Tasks(ref SeededRandom random, string folder)
    {
        int count = 1 + random.Next(4), smallest = 1 + random.Next(5);
        NamedTask numbers = new()
        {
            Name = NumericRule.All[random.Next(NumericRule.All.Count)].Name,
            Smallest = smallest,
            Largest = smallest + 5 + random.Next(5),
            HeldOut = random.Next(2) == 0 ? [] : [smallest, smallest + 2],
            Void = random.Next(2) == 0 ? 0 : random.NextDouble(),
            Eligible = random.Next(3) switch { 0 => ["demo", "response"], 1 => ["trigger"], _ => null },
        };
        TaskSource source = random.Next(4) switch
        {
            0 => new RecordedTask(Trials, Path.GetFullPath(Trials, folder)),
            1 =>
                new NamedTask { Name = "and-or", HeldOut = [], Causal = random.Next(2) == 0 ? null : KnownTasks.CausalModels("and-or")[1] },
            _ => random.Next(3) == 0 ? numbers with { Causal = "up-up" } : numbers,
        };
        string[] names = source is NamedTask named ? [.. KnownTasks.Variables(named.Name, named.Causal)] : ["stage", "colour"];
        TaskSource[] tasks = [.. Enumerable.Repeat(source, count)];
        string[][] variables = [.. names.Append("full").Select(name => Enumerable.Repeat(name, count).ToArray())];
        if (count < 2 || source != numbers || random.Next(2) == 0)
            return (tasks, variables);
        // A task of its own for each network, and variables that have other names there.
        tasks[1] = new NamedTask { Name = "arithmetic", HeldOut = [] };
        return (tasks, [[.. tasks.Select(task => task == numbers ? "count" : "cumulative_value")],
            [.. tasks.Select(task => task == numbers ? "count" : "remaining_ops")]]);
    }

    private static AlignmentMethod[] Methods(ref SeededRandom random, bool[] accessible)
    {
        if (accessible.Length == 1)
            return [AlignmentMethod.Das];
        if (random.Next(4) == 0)
        {
            accessible[random.Next(accessible.Length)] = false;
            return [AlignmentMethod.Clmas];
        }
        if (accessible.Length == 2 && random.Next(2) == 0)
            return [AlignmentMethod.Mas, .. s_pair.Take(1 + random.Next(s_pair.Length))];
        int first = random.Next(s_many.Length);
        return [.. s_many.Skip(first).Take(1 + random.Next(s_many.Length - first))];
    }

    private static string SharedSite(TaskSource task) => IsPair(task) ? "layer.1" : "embedding";

    private static (NetworkSource Source, string Site) Source(ref SeededRandom random, string folder, TaskSource task, bool hasSite)
    {
        string path = $"nets/\"ü\\ #{random.Next(100)}: [x]";
        if (random.Next(2) == 0)
            return (new SavedNetwork(path, Path.GetFullPath(path, folder)), hasSite ? SharedSite(task) : "layer.7");
        string architecture = IsPair(task) ? "mlp" : ((string[])["gru", "lstm", "transformer"])[random.Next(3)];
        int? layers = architecture is "mlp" or "transformer" ? 1 + random.Next(3) : null;
        int? width = random.Next(2) == 0 ? 64 + (2 * random.Next(50)) : null, steps = random.Next(2) == 0 ? 1 + random.Next(999) : null;
        return (new NetworkToTrain(architecture, width, layers, random.Next(9), steps), layers is null ? "state" : "layer.1");
    }

    private static bool IsPair(TaskSource task) => task is NamedTask { Name: "and-or" };

    private static AlignmentOptions Alignment(
        ref SeededRandom random, string folder, AlignmentMethod[] methods, NetworkOptions[] networks, TaskSource[] tasks,
        string[][] variables)
    {
        bool isFree = methods.All(method => method is AlignmentMethod.Mas or AlignmentMethod.Clmas or AlignmentMethod.Custom);
        bool isCustom = methods.Contains(AlignmentMethod.Custom);
        bool isFixed = methods.All(method => method is AlignmentMethod.Mas or AlignmentMethod.Das);
        bool extends = methods is [AlignmentMethod.Mas] && networks.Length == 3;
        AlignmentDesign design = Design(ref random);
        MaskKind? mask = random.Next(3) == 0 && !methods.Contains(AlignmentMethod.LinearStitching) ? MaskKind.All[random.Next(3)] : null;
        int several = 1 + random.Next(variables.Length);
        SubspaceSizes[] sizes = Sizes(ref random, several, mask);
        bool extraneous = isFixed && mask?.HasRemainder != false && sizes.All(size => size.PerVariable is not null) && random.Next(2) == 0;
        if (extraneous || mask == MaskKind.Learned)
            design = design with { Parametrisation = Parametrisation.Auto };
        NamedDirection[] all = [.. networks.SelectMany(a => networks.Select(b => new NamedDirection(a.Name, b.Name)))];
        NamedDirection[] listed = [.. all.Where((direction, d) => direction.IsWithin || d % 2 == 0)];
        NamedDirection[] into = [.. listed.Where(direction => networks.Single(network => network.Name == direction.Target).Accessible)];
        bool lists = isFree && !extends && (methods.Contains(AlignmentMethod.Custom) || random.Next(2) == 0);
        // Only what no list names, and never a network with itself, so that each takes part.
        NamedDirection[] heldOut = random.Next(2) == 0 || extends ? []
            : [.. all.Where(direction => !direction.IsWithin && (!isFree || lists) && !listed.Contains(direction) && direction != all[1])];
        Scheme scheme = tasks.Any(IsPair) ? Scheme.Single : Enum.GetValues<Scheme>()[random.Next(2)];
        return new()
        {
            Methods = isCustom && !lists ? [.. methods.Where(method => method != AlignmentMethod.Custom)] : [.. methods],
            Sizes = [.. sizes],
            Variables = [.. variables.Take(several).Select(names => new ExchangedVariable([.. names]))],
            Joint = several > 1 && !variables.Take(several).SelectMany(names => names).Contains("full")
                && variables[0][0] != variables[1][0] && random.Next(2) == 0,
            Design = design,
            Start = AlignmentFactory.HasOrthogonalBase(design) && random.Next(2) == 0 ? AlignmentStart.Random : AlignmentStart.Aligned,
            Mask = mask,
            Extraneous = extraneous,
            Scheme = scheme,
            Score = scheme == Scheme.Stepwise && random.Next(2) == 0 ? ScoredPredictions.First : ScoredPredictions.All,
            Directions = lists ? [.. into] : null,
            ClDirections = lists && into.Length < listed.Length ? [.. listed.Except(into)] : null,
            HeldOut = [.. heldOut],
            DirectionsPerStep = random.Next(2) == 0 ? null : 1,
            Cl = new()
            {
                Weight = 1e-3 + random.NextDouble(),
                Form = Enum.GetValues<ClForm>()[random.Next(3)],
                Projected = random.Next(2) == 0,
                Pick = Enum.GetValues<ClPick>()[random.Next(3)],
            },
            Learned = new()
            {
                Rate = 1e-3 + random.NextDouble(),
                Penalty = random.NextDouble(),
                Hot = 10 + random.Next(100),
                Cold = 1e-3 + random.NextDouble(),
                Steps = 1 + random.Next(999),
            },
            Steps = random.Next(30_000),
            LearningRate = Math.Pow(10, -8 * random.NextDouble()),
            Batch = 1 + random.Next(500),
            Stop = new()
            {
                Target = 1 - random.NextDouble(),
                Patience = 1 + random.Next(99),
                Improvement = random.NextDouble(),
                HopelessAfter = 1 + random.Next(99),
                Futile = random.Next(2) == 0,
            },
            ValidateEvery = 1 + random.Next(99),
            Keep = random.Next(2) == 0 ? KeptCheckpointRule.Best : KeptCheckpointRule.Last,
            Train = 1 + random.Next(9999),
            Validation = 1 + random.Next(9999),
            Test = 2 + random.Next(9999),
            Seeds = random.Next(2) == 0 ? [random.Next(9)] : [7, 0, 8],
            Extend = extends && !extraneous && mask != MaskKind.Learned
                ? new ExtendedRun(Run, Path.GetFullPath(Run, folder), [.. networks.Take(2).Select(network => network.Name)]) : null,
        };
    }

    private static AlignmentDesign Design(ref SeededRandom random)
    {
        AlignmentFamily family = Enum.GetValues<AlignmentFamily>()[random.Next(5)];
        Normalise normalise = Enum.GetValues<Normalise>()[random.Next(2)];
        return new()
        {
            Family = family,
            Parametrisation = family == AlignmentFamily.Orthogonal ? Enum.GetValues<Parametrisation>()[random.Next(5)]
                : Parametrisation.Auto,
            Normalise = normalise,
            Nonlinearity = normalise == Normalise.None ? Nonlinearity.Identity : Enum.GetValues<Nonlinearity>()[random.Next(3)],
            Blocks = family == AlignmentFamily.Reversible ? 1 + random.Next(9) : 3,
            Hidden = family == AlignmentFamily.Reversible && random.Next(2) == 0 ? 1 + random.Next(99) : null,
        };
    }

    private static SubspaceSizes[] Sizes(ref SeededRandom random, int variables, MaskKind? mask)
    {
        int size = 1 + random.Next(4); // several variables must fit into a perceptron of its usual width
        if (variables > 1 && random.Next(2) == 0)
            return [new([.. Enumerable.Range(size, variables)])];
        if (mask == MaskKind.Learned || random.Next(2) == 0)
            return [new([size])];
        return variables == 1 ? [new([size]), new(null), new([size + 2])] : [new([size + 1]), new([size])];
    }
}
