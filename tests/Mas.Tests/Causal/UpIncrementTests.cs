using Mas.Causal;
using Xunit;

namespace Mas.Tests.Causal;

public sealed class UpIncrementTests
{
    private const int Phases = 0, Count = 1, Increment = 2;
    private static readonly UpIncrement Same = new(n => n, 20), Modulo = new(n => n % 4, 20);

    [Fact]
    public void Every_quantity_gets_exactly_its_number_of_responses()
    {
        UpIncrement square = new(n => n * n, 20);
        for (int n = 1; n <= 20; n++)
            Assert.Equal(n * n, Responses(square, square.Consume(square.Start(n) with { Count = n }, NumericToken.Trigger)));
    }

    [Fact]
    public void Where_no_response_is_wanted_the_end_is_due_at_once()
    {
        UpIncrementState state = Modulo.Consume(Modulo.Start(8) with { Count = 8 }, NumericToken.Trigger);
        Assert.Equal(new(Phase.Response, 20, 0.05, 8), state);
        Assert.Equal(NumericToken.End, Modulo.Due(state));
    }

    [Fact]
    public void Progress_that_was_reached_by_other_steps_reads_as_equal()
    {
        UpIncrementState halves = new(Phase.Response, 0, 1.0 / 2, 2), sixths = new(Phase.Response, 0, 1.0 / 6, 6);
        halves = Same.Consume(halves, NumericToken.Response);
        for (int i = 0; i < 3; i++)
            sixths = Same.Consume(sixths, NumericToken.Response);
        Assert.Equal(Same.Read(halves, Count), Same.Read(sixths, Count));
    }

    [Fact]
    public void Every_admissible_intervention_ends_within_the_documented_number_of_responses()
    {
        double[] numbers = [.. Enumerable.Range(1, 20).SelectMany(m => new[] { 1.0 / m, m, 20.0 * (m - 1) / m })];
        int admissible = 0;
        foreach (UpIncrement model in new[] { Same, Modulo })
            foreach (Phase phase in Enum.GetValues<Phase>())
                foreach (double count in numbers)
                    foreach (double increment in numbers)
                    {
                        if (model.Overwritten(new(phase, 1, 0.05, 3),
                            [new(Count, new(count)), new(Increment, new(increment))]) is not { } state)
                            continue;
                        while (model.Due(state) is NumericToken.Demo or NumericToken.Trigger)
                            state = model.Consume(state, model.Due(state));
                        Assert.InRange(Responses(model, state), 0, 20);
                        admissible++;
                    }
        Assert.True(admissible > 1000);
    }

    [Theory]
    [InlineData(Phase.Demo, Count, 21)]
    [InlineData(Phase.Demo, Count, 20.0 / 3)]
    [InlineData(Phase.Response, Count, 20.5)]
    [InlineData(Phase.Response, Count, -1)]
    [InlineData(Phase.Response, Increment, 0)]
    [InlineData(Phase.Response, Increment, -0.05)]
    [InlineData(Phase.Response, Increment, 1.0 / 21)]
    [InlineData(Phase.Response, Phases, 0.5)]
    internal void A_value_that_no_natural_state_has_is_not_admissible(Phase phase, int variable, double number) =>
        Assert.Null(Same.Overwritten(new(phase, 1, 0.05, 10), [new(variable, new(number))]));

    private static int Responses(UpIncrement model, UpIncrementState state)
    {
        int responses = 0;
        for (; model.Due(state) == NumericToken.Response; responses++)
            state = model.Consume(state, NumericToken.Response);
        return responses;
    }
}
