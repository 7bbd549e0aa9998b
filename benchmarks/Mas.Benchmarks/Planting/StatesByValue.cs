using Mas.Networks.Recurrent;
using Mas.Tasks;

namespace Mas.Benchmarks.Planting;

/// <summary>Positions of sequences by the values of all variables there. An algorithm's state is a function of its variables. What else a
/// network keeps is no part of the algorithm, and may be all that another one needs.</summary>
/// <param name="Rows">[positions] row of each.</param>
/// <param name="Positions">[positions] the state after this token of the row.</param>
/// <param name="Groups">[positions] positions with the same values have the same number, from 0.</param>
internal sealed record StatesByValue(int[] Rows, int[] Positions, int[] Groups)
{
    // Of the variance of a unit's state: a unit that is hardly used is not asked for much.
    private const float Least = 1e-3f;

    public static StatesByValue None { get; } = new([], [], []);

    /// <summary>All positions at which an intervention may write.</summary>
    public static StatesByValue Of(SequenceTask task, TokenRows rows)
    {
        var numbers = new Dictionary<ValueKey, int>();
        List<int> owners = [], positions = [], groups = [];
        int variables = task.Variables.Count;
        for (int row = 0; row < rows.Count; row++)
        {
            TaskTrace trace = task.Trace(new TaskSequence(rows.Row(row), []));
            foreach (int position in trace.Eligible)
            {
                var key = new ValueKey(trace.Values.AsSpan(position * variables, variables));
                numbers.TryAdd(key, numbers.Count);
                owners.Add(row);
                positions.Add(position);
                groups.Add(numbers[key]);
            }
        }
        return new([.. owners], [.. positions], [.. groups]);
    }

    /// <summary>[positions] where the states stand in the stack of a plan whose rows begin with these.</summary>
    public long[] Places(StepPlan plan) => [.. Rows.Zip(Positions, (row, position) => (long)plan.Index(row, position))];

    /// <summary>Mean over units of the share of a unit's variance that is left where all variables are the same: 0 where the state is a
    /// function of the variables. Differentiable.</summary>
    /// <param name="states">[positions, width]</param>
    public Tensor Unexplained(Tensor states)
    {
        using var scope = NewDisposeScope();
        int groups = Groups.Max() + 1;
        var flags = new float[Groups.Length * groups];
        for (int i = 0; i < Groups.Length; i++)
            flags[i * groups + Groups[i]] = 1;
        Device device = Device.Of(states);
        Tensor member = device.From(flags, Groups.Length, groups), counts = member.sum([0]).unsqueeze(1);
        Tensor rest = states - member.mm(member.t().mm(states) / counts), whole = states - states.mean([0L], keepdim: true);
        Tensor least = device.From([Least]);
        return ((rest * rest).mean([0L]) / (whole * whole).mean([0L]).add(least, HeldScalar.One)).mean().MoveToOuterDisposeScope();
    }
}
