namespace Mas.Networks.Pretrained;

/// <summary>A module of the files that is a part of a matrix.</summary>
/// <param name="Name">With the root of its family.</param>
/// <param name="Outputs">Of this module alone.</param>
/// <param name="Runs">Where its outputs are among those of the matrix.</param>
internal sealed record ModulePlan(string Name, int Outputs, IReadOnlyList<RowRun> Runs);

/// <summary>A matrix of a decoder and its bias: modules that read the same input are one product, the outputs of one behind those of the
/// other.</summary>
/// <param name="Inputs">Entries that it reads.</param>
/// <param name="IsTransposed">Whether it is stored, and held, as [in, out]; then it is one module.</param>
internal sealed record MatrixPlan(IReadOnlyList<ModulePlan> Modules, int Inputs, bool HasBias, bool IsTransposed)
{
    /// <summary>Bits that its weight is rounded to; null where it stays as it is.</summary>
    public int? Bits { get; init; }

    public int Outputs => Modules.Sum(module => module.Outputs);

    public TensorPlan Weight => Stored with { Rounding = Bits is int bits ? new(bits, IsTransposed) : null };

    private TensorPlan Stored => IsTransposed
        ? TensorPlan.Whole($"{Modules[0].Name}.weight", [Inputs, Outputs], isMatrix: true)
        : new([Outputs, Inputs],
            [.. Modules.Select(module => new StoredPart($"{module.Name}.weight", [module.Outputs, Inputs], module.Runs))], IsMatrix: true);

    /// <summary>Null where it has none.</summary>
    public TensorPlan? Bias => !HasBias ? null
        : new([Outputs], [.. Modules.Select(module => new StoredPart($"{module.Name}.bias", [module.Outputs], module.Runs))],
            IsMatrix: false);

    /// <summary>One module.</summary>
    public static MatrixPlan Single(string name, int outputs, int inputs, bool hasBias, bool isTransposed = false) =>
        new([new ModulePlan(name, outputs, [new RowRun(0, 0, outputs)])], inputs, hasBias, isTransposed);

    /// <summary>Modules one behind the other.</summary>
    public static MatrixPlan Joined(IEnumerable<(string Name, int Outputs)> modules, int inputs, bool hasBias)
    {
        var plans = new List<ModulePlan>();
        int first = 0;
        foreach ((string name, int outputs) in modules)
        {
            plans.Add(new ModulePlan(name, outputs, [new RowRun(0, first, outputs)]));
            first += outputs;
        }
        return new MatrixPlan(plans, inputs, hasBias, false);
    }

    /// <summary>One module whose outputs stand head by head, each head's queries, keys and values behind each other.</summary>
    public static MatrixPlan FromHeads(string name, int heads, int headWidth, int inputs, bool hasBias)
    {
        const int kinds = 3;
        RowRun[] runs = [.. from kind in Enumerable.Range(0, kinds) from head in Enumerable.Range(0, heads)
            select new RowRun((head * kinds + kind) * headWidth, (kind * heads + head) * headWidth, headWidth)];
        return new MatrixPlan([new ModulePlan(name, kinds * heads * headWidth, runs)], inputs, hasBias, false);
    }
}
