using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Runs;

/// <summary>What <see cref="ModelAlignment.Learn"/> has learned: an alignment per network and seed, and its test.</summary>
public sealed class LearnedAlignment : IDisposable
{
    private readonly ComparisonContext _context;
    private readonly DisposableList<CaseData> _cases = [];
    private readonly DisposableList<CaseResult> _results = [];
    private readonly IReadOnlyList<NetworkRecord> _networks;
    private readonly SetupFacts _facts;

    /// <summary>Learns it; the context's data are needed for no longer than that.</summary>
    internal LearnedAlignment(ComparisonContext context, IReadOnlyList<NetworkRecord> networks)
    {
        (_context, _networks) = (context, networks);
        try
        {
            foreach (AlignmentCase variant in context.Data.Cases)
                _cases.Add(new CaseData(context, variant));
            (string[] warnings, _facts) = SetupWarnings.Of(context, _cases);
            warnings = [.. warnings, .. _cases.SelectMany(SetupWarnings.Latents)];
            _results = [.. AlignmentStage.Run(context, _cases)];
            Warnings = [.. warnings, .. _results.SelectMany(result => result.Seeds).SelectMany(seed => seed.Warnings)];
        }
        catch
        {
            _cases.Dispose();
            throw;
        }
    }

    /// <summary>Plain sentences that the reader of a result should know, such as latents that differ much in scale.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The test of every direction on interventions that training has not seen, over all seeds: trial IIA with its interval, floor
    /// and controls.</summary>
    public IReadOnlyList<DirectionResult> Test() => [.. _results.SelectMany(result => result.Tested()).Select(tested => tested.Result)];

    /// <summary>What the test says in a word, with the reasons.</summary>
    public VerdictRecord Verdict() => RunVerdict.Of(
        _context.Experiment, Test(), _networks, RunVerdict.Settings(_context.Experiment, _facts), new EvidenceRecord());

    /// <summary>The target's latents after the exchange: what is aligned is the source's, the rest is its own (<c>method.md</c> section
    /// 2).</summary>
    /// <param name="source">Index of the network that is read.</param>
    /// <param name="target">Index of the network that is written into.</param>
    /// <param name="sourceLatents">[samples, source width]</param>
    /// <param name="targetLatents">[samples, target width]</param>
    /// <param name="variable">Index of the exchanged variable.</param>
    /// <param name="seed">Index of the alignment seed.</param>
    /// <returns>[samples, target width], to be disposed of by the caller.</returns>
    /// <exception cref="ArgumentException">The method aligns no such direction, or a shape is wrong.</exception>
    public Tensor Swap(int source, int target, Tensor sourceLatents, Tensor targetLatents, int variable = 0, int seed = 0)
    {
        CaseResult result = Holding(new Direction(source, target));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)variable, (uint)_context.Experiment.Alignment.Variables.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)seed, (uint)result.Seeds.Count);
        LearnedMaps maps = result.Seeds[seed].Learned.Maps;
        long samples = targetLatents.size(0);
        Shape.RequireMatrix(sourceLatents, samples, result.Data.Setup.Widths[source], nameof(sourceLatents));
        Shape.RequireMatrix(targetLatents, samples, result.Data.Setup.Widths[target], nameof(targetLatents));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        StepMaps hard = maps.Hard();
        AlignmentMap into = hard.Maps[target];
        Tensor? mask = hard.Masks?.narrow(0, variable, 1).narrow(1, 0, into.Columns);
        Tensor written = InterchangeIntervention.Written(hard.Maps[source].Align(sourceLatents), mask, into.Columns);
        Tensor swapped = result.Data.Setup.ReplacesAll
            ? InterchangeIntervention.Replace(into, written) : InterchangeIntervention.Swap(targetLatents, into, written, mask);
        return swapped.MoveToOuterDisposeScope();
    }

    /// <summary>Writes the alignments as a safetensors file, which any language can read; its metadata say how to use them.</summary>
    /// <param name="path">Of the file; an earlier one is replaced, and is untouched where writing fails.</param>
    /// <exception cref="DiskFullException">No space is left.</exception>
    public void Save(string path) =>
        AtomicFile.Write(Path.GetFullPath(path), path, stream => AlignmentArchive.Write(stream, _context, _results));

    // DAS aligns each network by itself: a direction is in one of its results alone.
    private CaseResult Holding(Direction direction) =>
        _results.FirstOrDefault(result => result.Data.Test.Routes.Any(route => route.Direction == direction))
        ?? throw new ArgumentException($"No direction from {direction.Source} into {direction.Target} is aligned.", nameof(direction));

    public void Dispose()
    {
        _results.Dispose();
        _cases.Dispose();
    }
}
