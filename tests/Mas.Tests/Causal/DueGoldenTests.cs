using Mas.Causal;
using Mas.Tasks;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Causal;

public sealed class DueGoldenTests
{
    [Fact]
    public void What_is_due_after_each_token_equals_the_independent_implementations_in_all_128_traces()
    {
        IReadOnlyList<GoldenTrace> traces = GoldenCausal.Traces;
        foreach (GoldenTrace trace in traces)
        {
            Func<int, int> respond = NumericRule.All.FirstOrDefault(rule => rule.Name == trace.Task)?.Respond ?? (n => n);
            switch (trace.Model)
            {
                case "up-down": AssertDue(new UpDown(respond, 20), trace); break;
                case "up-up": AssertDue(new UpUp(respond, 20), trace); break;
                case "up-increment": AssertDue(new UpIncrement(respond, 20), trace); break;
                default: AssertDueInArithmetic(trace); break;
            }
        }
        Assert.Equal(128, traces.Count);
    }

    private static void AssertDue<TState>(CausalModel<NumericToken, TState> model, GoldenTrace trace)
        where TState : struct
    {
        string[] tokens = trace.Tokens.Split(' ');
        NumericToken[] due = [.. trace.DueWords.Select(Kind)];
        Assert.Equal(tokens.Length - 1, due.Length);
        TState state = model.Start(trace.Quantity);
        for (int t = 0; t < due.Length; t++)
        {
            if (t > 0)
                state = model.Consume(state, tokens[t] == "U" ? NumericToken.Void : due[t - 1]);
            Assert.Equal(due[t], model.Due(state));
        }
    }

    private static void AssertDueInArithmetic(GoldenTrace trace)
    {
        Arithmetic model = new();
        string[] tokens = trace.Tokens.Split(' ');
        string?[] due = trace.DueWords;
        ArithmeticState state = model.Consume(model.Start(int.Parse(tokens[1], System.Globalization.CultureInfo.InvariantCulture)),
            new(ArithmeticPart.Begin));
        for (int t = 1; t < due.Length; t++)
        {
            state = ArithmeticRows.Step(state, tokens[t]).State;
            ArithmeticToken next = model.Due(state);
            string? found = next.Part switch
            {
                ArithmeticPart.Equals => "=",
                ArithmeticPart.Comma => ",",
                ArithmeticPart.End => "E",
                _ => next.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            };
            Assert.Equal(due[t], found);
        }
    }

    private static NumericToken Kind(string? word) => word switch
    {
        "demo" => NumericToken.Demo,
        "T" => NumericToken.Trigger,
        "E" => NumericToken.End,
        _ => NumericToken.Response,
    };
}
