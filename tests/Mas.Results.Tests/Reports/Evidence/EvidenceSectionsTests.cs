using System.Reflection;
using Mas.Results.Records;
using Mas.Results.Reports.Evidence;
using Xunit;

namespace Mas.Results.Tests.Reports.Evidence;

public class EvidenceSectionsTests
{
    public static TheoryData<string> Lists => [.. typeof(EvidenceRecord).GetProperties().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Each_list_of_the_evidence_has_exactly_one_section(string list)
    {
        RunRecord run = SampleEvidence.Full().Run;
        run = run with { Directions = [.. run.Directions, run.Directions[0] with { Variable = "count" }] };
        PropertyInfo property = typeof(EvidenceRecord).GetProperty(list)!;
        EvidenceRecord alone = new();
        property.SetValue(alone, property.GetValue(run.Evidence!));
        EvidenceSection section =
            Assert.Single(EvidenceSections.All, section => section.Part(run with { Directions = [] }, alone) is not null);
        Assert.All(section.Wanted, wanted => Assert.False(wanted.IsIn(run with { Evidence = new EvidenceRecord() })));
        Assert.All(section.Wanted, wanted => Assert.True(wanted.IsIn(run with { Evidence = alone })));
    }
}
