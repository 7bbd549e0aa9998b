namespace Mas.Networks.Recurrent;

/// <summary>Weights whose gates stand in another order than PyTorch's: shapes do not tell.</summary>
internal static class GateOrders
{
    /// <summary>The orders of known programs first.</summary>
    public static IEnumerable<ExportMistake> Of(RecurrentConfig config)
    {
        IReadOnlyList<KnownOrder> known = config.Cell.KnownOrders;
        foreach (KnownOrder order in known)
            yield return Mistake(config, order);
        foreach (int[] order in BlockOrder.Others(config.Cell.Gates).Where(one => !known.Any(other => other.Stored.SequenceEqual(one))))
            yield return Mistake(config, new("", order));
    }

    private static ExportMistake Mistake(RecurrentConfig config, KnownOrder order)
    {
        string[] ours = [.. config.Cell.GateNames], theirs = [.. order.Stored.Select(gate => ours[gate])];
        string program = order.Program.Length > 0 ? $", as in {order.Program}" : "";
        string lifted = order.AddsToForget ? ", and 1 is added to the forget gate while it runs" : "";
        return new($"the gates stand in the order {string.Join(", ", theirs)}{program}{lifted}",
            $"store the rows of the recurrent weights and biases in the order {string.Join(", ", ours)}"
                + (order.AddsToForget ? ", with 1 added to one bias of the forget gate" : ""),
            config, (name, weight) => Undone(config, order, name, weight));
    }

    private static Tensor Undone(RecurrentConfig config, KnownOrder order, string name, Tensor weight)
    {
        if (!name.StartsWith("cell.", StringComparison.Ordinal) || weight.size(0) != config.Cell.Gates * config.Hidden)
            return weight.clone();
        Tensor usual = BlockOrder.Usual(weight, order.Stored);
        if (!order.AddsToForget || !name.EndsWith(".bias_ih", StringComparison.Ordinal))
            return usual;
        using Tensor forget = usual.narrow(0, config.Hidden, config.Hidden);
        using Tensor one = ones_like(forget);
        _ = forget.add_(one, HeldScalar.One);
        return usual;
    }
}

/// <summary>The order in which another program stores gates.</summary>
/// <param name="Program">Empty for none that is known.</param>
/// <param name="Stored">[gates] which of PyTorch's gates stands in each place.</param>
internal sealed record KnownOrder(string Program, int[] Stored)
{
    /// <summary>Whether the program adds 1 to what the forget gate, the second one, is fed.</summary>
    public bool AddsToForget { get; init; }
}
