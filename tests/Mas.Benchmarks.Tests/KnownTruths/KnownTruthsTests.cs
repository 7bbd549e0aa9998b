using Mas.Benchmarks.Processes;
using Mas.Benchmarks.Truths;
using Mas.Oracles.Files;
using Xunit;

namespace Mas.Benchmarks.Tests.KnownTruths;

/// <summary>The known truths of <c>method.md</c> section 13, one repetition. They take minutes, so they are asked for by name
/// (<c>-explicit only</c>); <c>benchmark truths</c> repeats them.</summary>
public sealed class KnownTruthsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Truths.KnownTruths.All.Select(truth => truth.Name)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void The_verdict_is_what_is_known(string name)
    {
        KnownTruth truth = Truths.KnownTruths.All.Single(truth => truth.Name == name);
        var folder = new TruthFolder(_folder["truths"], _folder["cache"], Programs.Tool(null), Environment.ProcessorCount);
        FoundVerdict found = folder.Run(truth, 0);
        Assert.True(truth.Wanted.IsMetBy(found), $"wanted {truth.Wanted}, found {found.Word}, {found.Scope}: {found.Why}");
        Assert.Equal(found, folder.Read(truth, 0));
    }

    public void Dispose() => _folder.Dispose();
}
