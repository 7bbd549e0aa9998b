namespace Mas.Results.Records;

/// <summary>One network by itself at one site, asked about one causal model of its task (<c>method.md</c> section 10).</summary>
/// <param name="Hash">SHA-256 of its weights: the same network at another site has the same.</param>
/// <param name="Word"><c>passed</c>, <c>failed</c> or <c>undecided</c>.</param>
/// <param name="Why">The same in a sentence, with the numbers that decide.</param>
/// <param name="Variables">All variables of the causal model, in its order.</param>
internal sealed record AlgorithmResult(
    string Network, string Hash, string Site, string Model, string Word, string Why, IReadOnlyList<AlgorithmVariable> Variables)
{
    /// <summary>Word of the analysis.</summary>
    internal const string Analysis = "algorithms";

    /// <summary>The asked variable that comes to least; null where none was asked.</summary>
    internal AlgorithmVariable? Weakest =>
        Variables.Where(variable => variable.IsAsked).MinBy(variable => variable.Counted!.Corrected.Value);
}

/// <summary>One variable of a causal model, exchanged by itself within one network.</summary>
/// <param name="Size">Dimensions of its subspace.</param>
/// <param name="Floor">Test trial IIA of the unchanged network.</param>
/// <param name="Samples">Test interventions.</param>
/// <param name="Tries">In the order in which they were made; none where the variable was not asked, or where another one had ended the
/// search.</param>
internal sealed record AlgorithmVariable(string Variable, int Size, double Floor, int Samples, IReadOnlyList<AlgorithmTry> Tries)
{
    /// <summary>A variable with a higher floor is not asked: nothing in the task needs it.</summary>
    public const double HighestFloor = 0.95;

    /// <summary>Whether the control output-only reaches the try that counts; null where it was not measured.</summary>
    public bool? OutputOnlyReaches { get; init; }

    /// <summary>Test trial IIA of this variable within the network where the run has trained it together with other networks, by MAS; null
    /// where it has not.</summary>
    public double? InCompany { get; init; }

    internal bool IsAsked => Counted is not null;

    /// <summary>Whether the task needs it: without it the unchanged network is wrong often enough.</summary>
    internal bool IsNeeded => Floor <= HighestFloor;

    /// <summary>The best on validation, of equals the first. A linear map can only speak against a failure.</summary>
    internal AlgorithmTry? Counted => Tries.Where(one => one.Family != AlgorithmTry.Linear).MaxBy(one => one.Validation);

    /// <summary>The highest upper bound of all tries; null where there is none.</summary>
    internal double? Ceiling => Tries.Count == 0 ? null : Tries.Max(one => one.Ceiling);

    /// <summary>What training together with other networks takes from the variable's trial IIA; null where it is not known.</summary>
    internal double? LossThroughCompany => Counted?.TrialIia - InCompany;
}

/// <summary>One training of one variable.</summary>
/// <param name="Start">Word of <c>alignment.start</c>.</param>
/// <param name="Family">Word of <c>alignment.family</c>.</param>
/// <param name="Step">Step of the kept checkpoint.</param>
/// <param name="Steps">Steps that were trained.</param>
/// <param name="Validation">Trial IIA of the kept checkpoint on the validation set.</param>
/// <param name="TrialIia">The same on the test set.</param>
/// <param name="Corrected">Corrected for chance, each bound one-sided at 5 %.</param>
/// <param name="Ceiling">The upper bound, corrected for all variables that were asked in the run.</param>
internal sealed record AlgorithmTry(
    string Start, string Family, int Step, int Steps, double Validation, double TrialIia, OneSidedBounds Corrected, double Ceiling)
{
    /// <summary>The family that has no metric to keep.</summary>
    internal const string Linear = "linear";
}
