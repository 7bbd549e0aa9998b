using Mas.Alignments;
using Mas.Experiments.Yaml;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>Reads the section <c>alignment</c>.</summary>
internal sealed class AlignmentReader(Section section, IReadOnlyList<ReadNetwork> networks, ReadTasks tasks, string folder)
{
    public const int MostInterventions = 10_000_000, MostBlocks = 100, MostHidden = 1 << 16;

    /// <summary>What holds where a key is not written.</summary>
    public AlignmentOptions Defaults { get; init; } = new() { Variables = [] };

    /// <summary>The options, or null where what is wrong with the networks leaves them without meaning; all errors are reported.</summary>
    public AlignmentOptions? Read()
    {
        if (networks.Count > 0 && networks.All(network => network.IsOnlyRead))
            return ReadVariables();
        AlignmentMethod[] methods = section.WordOrWords<AlignmentMethod>("method") ?? [.. Defaults.Methods];
        string? word = section.Take("mask") is { } kind ? section.Word(kind, "mask", [.. MaskKind.All.Select(one => one.Word)]) : null;
        MaskKind? mask = MaskKind.All.SingleOrDefault(one => one.Word == word);
        ValueList<int> seeds = ReadSeeds();
        ValueList<ExchangedVariable>? variables = VariableReader.Read(section, networks, tasks);
        int count = variables?.Count ?? Math.Max(1, (section.Take("variables") as YamlList)?.Items.Count ?? 1);
        ReadNetwork? narrowest = mask?.LearnsSizes == true ? null : networks.MinBy(network => network.Width ?? int.MaxValue);
        var directions = new DirectionReader(section, networks);
        ValueList<NamedDirection> heldOut = directions.Read("held_out") ?? [];
        AlignmentOptions options = Defaults with
        {
            Methods = [.. methods],
            Variables = variables ?? [],
            // Tasks of one position have one source per variable; elsewhere that is asked for.
            Joint = section.Flag("joint", count > 1 && tasks.Networks.All(task => task is { JointVariables: true })),
            Sizes = SizeReader.Read(section, narrowest, count),
            Design = ReadDesign(),
            Start = ReadStart(),
            Mask = mask,
            Extraneous = section.Flag("extraneous", Defaults.Extraneous),
            Scheme = section.Word("scheme", Defaults.Scheme),
            Score = section.Word("score", Defaults.Score),
            Directions = directions.Read("directions"),
            ClDirections = directions.Read("cl_directions"),
            HeldOut = heldOut,
            DirectionsPerStep = section.Take("directions_per_step") is YamlScalar { Text: "all" }
                ? null : section.OptionalWhole("directions_per_step", 1),
            Cl = section.Sub("cl", ReadCl),
            Learned = section.Sub("learned", ReadLearned),
            Steps = section.Whole("steps", Defaults.Steps, 0),
            LearningRate = section.Real("learning_rate", Defaults.LearningRate, Bounds.Positive),
            Batch = section.Whole("batch", Defaults.Batch, 1, MostInterventions),
            Stop = section.Sub("stop", ReadStop),
            ValidateEvery = section.Whole("validate_every", Defaults.ValidateEvery, 1),
            Keep = section.Word("keep", Defaults.Keep),
            Train = section.Whole("train", Defaults.Train, 1, MostInterventions),
            Validation = section.Whole("validation", Defaults.Validation, 1, MostInterventions),
            Test = section.Whole("test", Defaults.Test, 1, MostInterventions),
            Seeds = seeds,
            Extend = ExtendReader.Read(section, networks, methods, seeds, folder),
        };
        section.Finish();
        if (networks.Count == 0 || networks.Any(network => network.Name is null || network.Source is null))
            return null;
        new AlignmentRules(section, networks, tasks, options).Check();
        return options;
    }

    // Between recordings nothing is trained; variables say which of their positions correspond.
    private AlignmentOptions? ReadVariables()
    {
        ValueList<ExchangedVariable>? variables = VariableReader.Read(section, networks, tasks);
        section.Finish();
        return variables is null ? null : Defaults with { Variables = variables, Methods = [], Sizes = [], Seeds = [] };
    }

    private AlignmentStart ReadStart()
    {
        if (section.Take("start") is not YamlList list)
            return section.Word("start", Defaults.Start);
        section.Fail(list, "start", "a run has one start, aligned or random, found a list; run the experiment once with each");
        return Defaults.Start;
    }

    private AlignmentDesign ReadDesign()
    {
        AlignmentDesign defaults = Defaults.Design;
        AlignmentFamily family = section.Word("family", defaults.Family);
        if (family == AlignmentFamily.AffinePair)
        {
            section.Fail("family", "affine-pair is no family of invertible maps; method linear-stitching uses it by itself");
            family = defaults.Family;
        }
        (int blocks, int? hidden) = section.Sub("reversible", reversible => (
            reversible.Whole("blocks", defaults.Blocks, 1, MostBlocks),
            reversible.Take("hidden") is YamlScalar { Text: "width" } ? null : reversible.OptionalWhole("hidden", 1, MostHidden)));
        return new()
        {
            Family = family,
            Parametrisation = section.Word("parametrisation", defaults.Parametrisation),
            Normalise = section.Word("normalise", defaults.Normalise),
            Nonlinearity = section.Word("nonlinearity", defaults.Nonlinearity),
            Blocks = blocks,
            Hidden = hidden,
        };
    }

    private CounterfactualLatentOptions ReadCl(Section section) => new()
    {
        Weight = section.Real("weight", Defaults.Cl.Weight, Bounds.AboveNothing),
        Form = section.Word("form", Defaults.Cl.Form),
        Projected = section.Flag("projected", Defaults.Cl.Projected),
        Pick = section.Word("pick", Defaults.Cl.Pick),
    };

    private LearnedMaskOptions ReadLearned(Section section)
    {
        LearnedMaskOptions defaults = Defaults.Learned;
        double[]? temperature = section.Values("temperature", value => value.Real(Bounds.AboveNothing));
        if (temperature is not null && (temperature.Length != 2 || temperature[0] < temperature[1]))
        {
            section.Fail("temperature", "two numbers are wanted, the temperature at the first step and the lower one at the last");
            temperature = null;
        }
        return new()
        {
            Rate = section.Real("rate", defaults.Rate, Bounds.AboveNothing),
            Penalty = section.Real("penalty", defaults.Penalty, Bounds.Weight),
            Hot = temperature?[0] ?? defaults.Hot,
            Cold = temperature?[1] ?? defaults.Cold,
            Steps = section.Whole("steps", defaults.Steps, 1),
        };
    }

    private StopOptions ReadStop(Section section) => new()
    {
        Target = section.Real("target", Defaults.Stop.Target, Bounds.Positive),
        Patience = section.Whole("patience", Defaults.Stop.Patience, 1),
        Improvement = section.Real("improvement", Defaults.Stop.Improvement, Bounds.Share),
        HopelessAfter = section.Whole("hopeless_after", Defaults.Stop.HopelessAfter, 1),
        Futile = section.Flag("futile", Defaults.Stop.Futile),
    };

    private ValueList<int> ReadSeeds()
    {
        int[]? seeds = section.Wholes("seeds", 0);
        if (seeds is { Length: 0 })
            section.Fail("seeds", "the list is empty; at least one seed is wanted");
        return seeds is null ? Defaults.Seeds : [.. seeds];
    }
}
