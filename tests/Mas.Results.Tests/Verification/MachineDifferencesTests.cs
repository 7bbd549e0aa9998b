using Mas.Results.Records;
using Mas.Results.Verification;
using Xunit;

namespace Mas.Results.Tests.Verification;

public sealed class MachineDifferencesTests
{
    private static readonly HardwareRecord Here = new("Processor 1", 2, 2, "Debian", "cpu", 8);
    private static readonly Dictionary<string, string> Versions = new() { ["mas"] = "1", ["libtorch"] = "2.10.0" };
    private static readonly RunRecord Run = SampleRun.Pair().Run with { Hardware = Here, Versions = Versions };

    [Fact]
    public void Threads_cores_and_memory_make_no_other_machine() =>
        Assert.Empty(MachineDifferences.Of(Run, Here with { Cores = 64, Threads = 1, MemoryBytes = 1 }, Versions));

    [Fact]
    public void Another_processor_or_version_makes_another_machine() => Assert.Equal(
        ["processor Processor 2 instead of Processor 1", "libtorch 2.11.0 instead of 2.10.0"],
        MachineDifferences.Of(Run, Here with { Cpu = "Processor 2" }, new Dictionary<string,
            string>(Versions)
        { ["libtorch"] = "2.11.0" }));

    [Fact]
    public void A_record_that_says_nothing_is_another_machine() =>
        Assert.Contains("processor Processor 1 instead of unknown", MachineDifferences.Of(Run with { Hardware = null }, Here, Versions));
}
