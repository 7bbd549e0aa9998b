using Mas.Causal;
using Xunit;

namespace Mas.Tests.Causal;

public sealed class ArithmeticTests
{
    private const int Remaining = 0, Value = 1, Operator = 2, Operand = 3;
    private const int Plus = 0, Minus = 1;
    private static readonly Arithmetic Model = new();

    [Theory]
    [InlineData(ArithmeticPart.Operand, 18, Plus, 5)]
    [InlineData(ArithmeticPart.Operand, 3, Minus, 5)]
    [InlineData(ArithmeticPart.Operator, 20, Plus, null)]
    [InlineData(ArithmeticPart.Operator, 0, Minus, null)]
    internal void A_value_that_an_operation_would_carry_outside_is_not_admissible_before_the_equals_sign(
        ArithmeticPart part, int value, int op, int? operand) =>
        Assert.Null(Model.Overwritten(new(part, 2, 10, op, operand, 2), [new(Value, new(value))]));

    [Fact]
    public void After_the_equals_sign_the_written_value_is_the_result_that_is_due()
    {
        ArithmeticState state = Model.Overwritten(new(ArithmeticPart.Equals, 2, 15, Plus, 5, 2), [new(Value, new(3))])!.Value;
        Assert.Equal(new(ArithmeticPart.Result, 3), Model.Due(state));
    }

    [Fact]
    public void Writing_the_remaining_operations_decides_between_comma_and_end()
    {
        ArithmeticState state = new(ArithmeticPart.Result, 4, 15, null, null, 4);
        Assert.Equal(ArithmeticPart.End, Model.Due(Model.Overwritten(state, [new(Remaining, new(1))])!.Value).Part);
        Assert.Equal(ArithmeticPart.Comma, Model.Due(Model.Overwritten(state, [new(Remaining, new(2))])!.Value).Part);
    }

    [Fact]
    public void No_more_operations_can_remain_than_a_sequence_of_the_task_has()
    {
        ArithmeticState state = new(ArithmeticPart.Result, 1, 15, null, null, 1);
        Assert.NotNull(new Arithmetic(5).Overwritten(state, [new(Remaining, new(5))]));
        Assert.Null(new Arithmetic(5).Overwritten(state, [new(Remaining, new(6))]));
    }

    [Theory]
    [InlineData(Remaining, 0)]
    [InlineData(Remaining, 21)]
    [InlineData(Value, 21)]
    [InlineData(Value, -1)]
    [InlineData(Value, 2.5)]
    [InlineData(Operator, 0)]
    [InlineData(Operand, 0)]
    public void A_value_out_of_range_or_of_a_variable_that_does_not_live_is_not_admissible(int variable, double number) =>
        Assert.Null(Model.Overwritten(new(ArithmeticPart.Result, 4, 15, null, null, 4), [new(variable, new(number))]));
}
