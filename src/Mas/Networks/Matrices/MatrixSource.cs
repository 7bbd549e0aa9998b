using Mas.Networks.Recordings.Arrays;
using Mas.Tasks;

namespace Mas.Networks.Matrices;

/// <summary>Matrices of dissimilarities in a file, which stand for a network.</summary>
/// <param name="Path">As the experiment's file gives it, relative to it.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Names">[people][sessions] of the matrices in the file; no people for the only one.</param>
internal sealed record MatrixSource(string Path, string FullPath, ValueList<ValueList<string>> Names) : NetworkSource
{
    /// <summary>Its key in the experiment file.</summary>
    public const string FileKey = "rdm";

    public override string Key => FileKey;

    public override bool IsStored => true;

    internal override bool IsMatrix => true;

    internal override string OtherWeights => $" ({FullPath}).";

    public override NetworkSource SeenFrom(string folder) => this with
    {
        Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/'),
    };

    public override string Entry(Func<string, string> quoted)
    {
        string Person(ValueList<string> sessions) =>
            sessions.Count == 1 ? quoted(sessions[0]) : $"[{string.Join(", ", sessions.Select(quoted))}]";
        string people = Names is [{ Count: 1 } only] ? Person(only) : $"[{string.Join(", ", Names.Select(Person))}]";
        return $"{FileKey}: {{ file: {quoted(Path)}{(Names.Count == 0 ? "" : $", name: {people}")} }}";
    }

    internal override GivenMatrices ReadMatrices(double bytes)
    {
        using MatrixFile file = MatrixFile.Open(FullPath, ReadingLimit.Default);
        (string Name, StoredArray Array)[][] people = Names.Count == 0 ? [[Found(file, null)]]
            : [.. Names.Select(sessions => sessions.Select(name => Found(file, name)).ToArray())];
        (string Name, StoredArray Array)[] all = [.. people.SelectMany(person => person)];
        int[] conditions = [.. all.Select(one => DissimilarityMatrix.Conditions(one.Array, one.Name))];
        if (Array.FindIndex(conditions, one => one != conditions[0]) is int other and > 0)
            throw new InputException($"the matrix '{all[0].Name}' has {conditions[0]} conditions, and '{all[other].Name}' has "
                + $"{conditions[other]}; matrices of one source are of the same conditions", FullPath);
        RequireMemory(conditions[0], all.Length, bytes);
        return new(conditions[0], [.. people.Select(person => person.Select(one =>
            DissimilarityMatrix.Read(one.Array, one.Name)).ToArray())]);
    }

    private static (string Name, StoredArray Array) Found(MatrixFile file, string? name)
    {
        StoredArray array = file.Find(name);
        return (name ?? array.Name, array);
    }

    private void RequireMemory(int conditions, int matrices, double bytes)
    {
        double needed = GivenMatrices.BytesOf(conditions, matrices);
        if (needed > bytes)
            throw new InputException(
                Invariant($"{matrices} matrices of {conditions} conditions take about {needed / 1e6:f0} MB of memory, ")
                + Invariant($"and {Math.Max(bytes, 0) / 1e6:f0} MB are free; take fewer, or free some memory"), FullPath);
    }

    // A matrix is asked nothing about tasks: an experiment of matrices has none.
    internal override NetworkCost Cost(SequenceTask task) => throw NoActivity();

    internal override NotLearned NotLearned(int index) => throw NoActivity();

    internal override OpenedSource Open(NetworkRequest request) => throw NoActivity();

    private static InvalidOperationException NoActivity() => new("A matrix of dissimilarities has no activity.");
}
