using Mas.Causal;
using Xunit;

namespace Mas.Tests.Causal;

public sealed class RecountTests
{
    private const int DemoCount = 0, ResponseCount = 1;
    private static readonly Recount Same = new(n => n, 20), Modulo = new(n => n % 4, 20);

    [Fact]
    public void A_written_count_decides_what_is_due_at_once()
    {
        UpUpState source = new(Phase.Response, 3, 1, 3), target = new(Phase.Response, 10, 5, 10);
        Assert.Equal(NumericToken.Response, Same.Due(source));
        Assert.Equal(NumericToken.Response, Same.Due(target));
        Assert.Equal(NumericToken.End, Same.Due(Written(Same, target, DemoCount, Same.Read(source, DemoCount))!.Value));
        Assert.Equal(NumericToken.Response, Same.Due(Written(Same, target, ResponseCount, Same.Read(source, ResponseCount))!.Value));
        Assert.Equal(NumericToken.End, Same.Due(Written(Same, source, ResponseCount, Same.Read(target, ResponseCount))!.Value));
    }

    [Fact]
    public void The_counts_have_values_from_the_trigger_on()
    {
        UpUpState demo = new(Phase.Demo, 7, 0, 7), after = Modulo.Consume(demo, NumericToken.Trigger);
        Assert.True(Modulo.Read(demo, DemoCount).IsNone);
        Assert.True(Modulo.Read(demo, ResponseCount).IsNone);
        Assert.Null(Written(Modulo, demo, DemoCount, new(2)));
        Assert.Equal((new CausalValue(3), new CausalValue(0)), (Modulo.Read(after, DemoCount), Modulo.Read(after, ResponseCount)));
        Assert.Equal(3, Written(Modulo, after, DemoCount, new(7, IsRaw: true))!.Value.DemoCount);
    }

    [Theory]
    [InlineData(DemoCount, 4)]
    [InlineData(ResponseCount, 4)]
    [InlineData(ResponseCount, -1)]
    [InlineData(DemoCount, 1.5)]
    public void A_count_that_no_response_has_is_not_admissible(int variable, double number) =>
        Assert.Null(Written(Modulo, new(Phase.Response, 3, 1, 7), variable, new(number)));

    [Theory]
    [InlineData(3, 0, 4, 7)]   // 3 + 4
    [InlineData(9, 1, 4, 5)]   // 9 - 4
    [InlineData(20, 1, 20, 0)] // 20 - 20
    public void In_arithmetic_the_result_of_three_written_values_is_due(int value, int operation, int operand, int result)
    {
        ArithmeticRecount model = new();
        ArithmeticState state = new(ArithmeticPart.Equals, 1, 6, 0, 5, 1); // 1 + 5 = 6
        Assert.Equal([new(1), new(0), new(5)], Enumerable.Range(0, 3).Select(v => model.Read(state, v)));
        ArithmeticState left = model.Overwritten(state, [new(0, new(value)), new(1, new(operation)), new(2, new(operand))])!.Value;
        Assert.Equal(new(ArithmeticPart.Result, result), model.Due(left));
        Assert.Equal([new(value), new(operation), new(operand)], Enumerable.Range(0, 3).Select(v => model.Read(left, v)));
    }

    [Fact]
    public void In_arithmetic_a_result_outside_0_to_20_is_not_admissible_and_nothing_has_a_value_elsewhere()
    {
        ArithmeticRecount model = new();
        ArithmeticState state = new(ArithmeticPart.Equals, 1, 6, 0, 5, 1); // 1 + 5 = 6
        Assert.Null(model.Overwritten(state, [new(0, new(16))]));
        Assert.Null(model.Overwritten(state, [new(1, new(1))]));
        Assert.Null(model.Overwritten(state, [new(2, new(20))]));
        foreach (ArithmeticPart part in Enum.GetValues<ArithmeticPart>().Where(part => part != ArithmeticPart.Equals))
        {
            Assert.All(Enumerable.Range(0, 3), v => Assert.True(model.Read(state with { Part = part }, v).IsNone));
            Assert.Null(model.Overwritten(state with { Part = part }, [new(0, new(1))]));
        }
    }

    private static UpUpState? Written(Recount model, UpUpState state, int variable, CausalValue value) =>
        model.Overwritten(state, [new(variable, value)]);
}
