using Mas.Causal;
using Xunit;

namespace Mas.Tests.Causal;

public sealed class UpUpTests
{
    private const int Phases = 0, DemoCount = 1, ResponseCount = 2;
    private static readonly UpUp Modulo = new(n => n % 4, 20), Same = new(n => n, 20);

    [Fact]
    public void The_trigger_transforms_the_demo_count_and_the_response_ends_when_it_is_reached()
    {
        UpUpState state = Modulo.Consume(new(Phase.Demo, 7, 0, 7), NumericToken.Trigger);
        Assert.Equal(new(Phase.Response, 3, 0, 7), state);
        Assert.Equal(NumericToken.Response, Modulo.Due(state));
        Assert.Equal(NumericToken.End, Modulo.Due(state with { ResponseCount = 3 }));
        Assert.Equal(NumericToken.End, Modulo.Due(Modulo.Consume(new(Phase.Demo, 4, 0, 4), NumericToken.Trigger)));
    }

    [Fact]
    public void A_demo_count_is_transformed_in_the_response_phase_whether_it_or_the_phase_was_brought()
    {
        UpUpState response = new(Phase.Response, 2, 1, 10), demo = new(Phase.Demo, 7, 0, 10);
        Assert.Equal(response with { DemoCount = 3 }, Modulo.Overwritten(response, [new(DemoCount, new(7, IsRaw: true))]));
        Assert.Equal(demo with { Phase = Phase.Response, DemoCount = 3 }, Modulo.Overwritten(demo, [new(Phases, new(1))]));
        Assert.Equal(demo with { DemoCount = 3 }, Modulo.Overwritten(demo, [new(DemoCount, new(3))]));
    }

    [Fact]
    public void A_response_count_above_the_demo_count_ends_the_response() =>
        Assert.Equal(NumericToken.End, Same.Due(Same.Overwritten(new(Phase.Response, 5, 1, 5), [new(ResponseCount, new(9))])!.Value));

    [Fact]
    public void A_response_count_that_was_written_in_the_demo_phase_shortens_the_response()
    {
        UpUpState state = Same.Overwritten(new(Phase.Demo, 5, 0, 5), [new(ResponseCount, new(4))])!.Value;
        state = Same.Consume(Same.Consume(state, NumericToken.Trigger), NumericToken.Response);
        Assert.Equal(NumericToken.End, Same.Due(state));
    }

    [Theory]
    [InlineData(Phase.Demo, DemoCount, 21, false)]
    [InlineData(Phase.Response, DemoCount, 4, false)]
    [InlineData(Phase.Response, ResponseCount, 4, false)]
    [InlineData(Phase.Response, DemoCount, 21, true)]
    [InlineData(Phase.Response, Phases, 2, false)]
    internal void A_value_that_no_natural_state_has_is_not_admissible(Phase phase, int variable, double number, bool raw) =>
        Assert.Null(Modulo.Overwritten(new(phase, 1, 0, 10), [new(variable, new(number, raw))]));
}
