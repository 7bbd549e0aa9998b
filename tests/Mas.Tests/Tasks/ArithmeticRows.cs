using Mas.Causal;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Tasks;

/// <summary>Arithmetic continuations have free operators and operands, so that they are compared by replaying them after the
/// intervention.</summary>
internal static class ArithmeticRows
{
    private static readonly Arithmetic Model = new();

    /// <summary>Both the golden continuation and ours follow from the overwritten state, and ours has the same operations to go.</summary>
    public static void AssertFollows(SequenceTask task, GoldenCounterfactual row, Overwrite[] overwrites, Continuation ours)
    {
        string[] target = row.Target.Tokens.Split(' ');
        ArithmeticState state = Model.Start(int.Parse(target[1], System.Globalization.CultureInfo.InvariantCulture));
        state = Model.Consume(state, new(ArithmeticPart.Begin));
        foreach (string word in target[1..(row.Target.Position + 1)])
            state = Step(state, word).State;
        state = Model.Overwritten(state, overwrites)!.Value;

        string[] golden = row.Counterfactual.Split(' ')[(row.Target.Position + 1)..];
        bool[] goldenScored = Replay(state, golden), oursScored = Replay(state, task.Vocabulary.Print(ours.Tokens).Split(' '));
        Assert.Equal(row.Scored, goldenScored.Index().Where(entry => entry.Item).Select(entry => row.Target.Position + entry.Index));
        Assert.Equal(oursScored, ours.Scored);
        Assert.Equal(golden.Length, ours.Tokens.Length);
    }

    /// <summary>What the word is where the state is; it must be what is due.</summary>
    public static (ArithmeticState State, ArithmeticToken Token) Step(ArithmeticState state, string word)
    {
        ArithmeticToken due = Model.Due(state);
        int? value = word switch
        {
            "+" => 0,
            "-" => 1,
            "=" or "," or "E" => null,
            _ => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture),
        };
        ArithmeticToken token = due with { Value = value };
        Assert.Equal(word is "=" ? ArithmeticPart.Equals : word is "," ? ArithmeticPart.Comma : word is "E" ? ArithmeticPart.End
            : due.Part, due.Part);
        Assert.True(due.Value is null || due.Value == value, $"{word} stands where {due.Value} is due");
        Assert.True(Arithmetic.Allows(state, token));
        return (Model.Consume(state, token), token);
    }

    private static bool[] Replay(ArithmeticState state, string[] words)
    {
        bool[] scored = new bool[words.Length];
        for (int t = 0; t < words.Length; t++)
        {
            (state, ArithmeticToken token) = Step(state, words[t]);
            scored[t] = token.Part is ArithmeticPart.Equals or ArithmeticPart.Result or ArithmeticPart.Comma or ArithmeticPart.End;
        }
        Assert.Equal(ArithmeticPart.End, state.Part);
        return scored;
    }
}
