namespace Mas.Benchmarks.Fuzzing;

/// <summary>Something that reads files and must end well whatever they hold: with a result, or with an error of the product's
/// own.</summary>
/// <param name="Name">Such as <c>config.json</c> or <c>mas run</c>.</param>
/// <param name="Files">One of them is changed, relative to the folder.</param>
/// <param name="Read">Reads them in the folder.</param>
/// <param name="Writes">Whether it leaves files there, so that the next execution needs the folder anew.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<string> Files, Action<string> Read, bool Writes = false)
{
    /// <summary>Reads valid files, and throws where they are refused.</summary>
    public Action<string> ReadValid { get; init; } = Read;
}
