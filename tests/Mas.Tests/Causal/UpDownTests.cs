using Mas.Causal;
using Xunit;

namespace Mas.Tests.Causal;

public sealed class UpDownTests
{
    private const int Phases = 0, Count = 1;

    [Fact]
    public void A_demo_count_is_transformed_in_the_response_phase_whether_it_or_the_phase_was_brought()
    {
        UpDown modulo = new(n => n % 4, 20);
        UpDownState response = new(Phase.Response, 2, 10), demo = new(Phase.Demo, 7, 10);
        Assert.Equal(response with { Count = 3 }, modulo.Overwritten(response, [new(Count, new(7, IsRaw: true))]));
        Assert.Equal(demo with { Phase = Phase.Response, Count = 3 }, modulo.Overwritten(demo, [new(Phases, new(1))]));
    }

    [Fact]
    public void A_response_count_is_kept_wherever_it_lands()
    {
        UpDown square = new(n => n * n, 20);
        UpDownState response = new(Phase.Response, 2, 10), demo = new(Phase.Demo, 7, 10);
        Assert.Equal(response with { Count = 15 }, square.Overwritten(response, [new(Count, new(15))]));
        Assert.Equal(demo with { Count = 15 }, square.Overwritten(demo, [new(Count, new(15))]));
        Assert.Equal(response with { Phase = Phase.Demo }, square.Overwritten(response, [new(Phases, new(0))]));
    }

    [Fact]
    public void The_order_of_the_overwritten_variables_does_not_matter()
    {
        UpDown modulo = new(n => n % 4, 20);
        UpDownState demo = new(Phase.Demo, 7, 10);
        Overwrite phase = new(Phases, new(1)), count = new(Count, new(2));
        Assert.Equal(modulo.Overwritten(demo, [phase, count]), modulo.Overwritten(demo, [count, phase]));
    }

    [Theory]
    [InlineData(Phase.Demo, 21, false)]
    [InlineData(Phase.Response, 401, false)]
    [InlineData(Phase.Response, 21, true)]
    [InlineData(Phase.Demo, -1, false)]
    [InlineData(Phase.Demo, 1.5, false)]
    internal void A_count_that_the_phase_cannot_have_is_not_admissible(Phase phase, double number, bool raw) =>
        Assert.Null(new UpDown(n => n * n, 20).Overwritten(new(phase, 1, 10), [new(Count, new(number, raw))]));

    [Fact]
    public void A_demo_count_above_the_quantity_makes_the_trigger_due() =>
        Assert.Equal(NumericToken.Trigger, new UpDown(n => n, 20).Due(new(Phase.Demo, 12, 5)));
}
