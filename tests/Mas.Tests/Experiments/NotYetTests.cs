using Xunit;

namespace Mas.Tests.Experiments;

public sealed class NotYetTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    [Theory]
    [InlineData("analyses: [cycles]", "4:1 analyses: 'analyses' is not available yet")]
    public void A_later_versions_setting_says_so(string line, string error) => Assert.Equal([error], ExperimentFile.Errors(Head + line));
}
