using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Mas.Results.Tests.Statistics;

/// <summary>Every combination of seeds, accuracy and seed deviation.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CombinatorialCoverageAttribute(int[] seeds, double[] accuracies, double[] seedDeviations) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows = [.. from count in seeds from accuracy in accuracies from deviation in seedDeviations
            select new TheoryDataRow(count, accuracy, deviation)];
        return new(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
