using Mas.Interchange;
using Mas.Results.Files;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Interchange;

public sealed class VariableExchangeTests
{
    private static readonly SequenceTask Multi = KnownTasks.Named("multi-object")!, Modulo = KnownTasks.Named("modulo")!;

    [Fact]
    public void Exchanging_full_is_exchanging_every_variable_and_a_name_exchanges_that_one()
    {
        VariableExchange full = VariableExchange.Between(Multi, Modulo, "full", "full"),
            count = VariableExchange.Between(Multi, Modulo, "count", "count");
        Assert.Equal([(0, 0), (1, 1)], full.Pairs);
        Assert.Equal([(1, 1)], count.Pairs);
        Assert.Equal(("full", "count"), (full.Label, count.Label));
    }

    [Theory]
    [InlineData("counts", "count", "counts is not a variable of the task multi-object; its variables are full, phase, count")]
    [InlineData("count", "steps", "steps is not a variable of the task modulo; its variables are full, phase, count")]
    [InlineData("full", "count", "full cannot be exchanged with count: name full for both networks or for none")]
    [InlineData("phase", "count", "phase of multi-object cannot be exchanged with count of modulo: their values are of different kinds")]
    public void Variables_that_cannot_be_exchanged_are_told(string source, string target, string message)
    {
        InputError error =
            Assert.Single(Assert.Throws<InputException>(() => VariableExchange.Between(Multi, Modulo, source, target)).Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal("alignment.variables", error.Key);
    }
}
