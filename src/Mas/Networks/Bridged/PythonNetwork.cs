using Mas.Networks.Called;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.Networks.Bridged;

/// <summary>A model in the user's own Python: a file with a class, which runs as a program of its own.</summary>
/// <param name="Path">As the experiment file gives it, relative to that.</param>
/// <param name="FullPath">Absolute.</param>
internal sealed record PythonNetwork(string Path, string FullPath) : NetworkSource
{
    public const string FileKey = "python", CheckpointKey = "checkpoint";

    private const int CheckedSequences = 8;

    /// <summary>Whether a path on the command line is a Python file and no folder.</summary>
    public static bool Is(string path) => path.EndsWith(".py", StringComparison.Ordinal) && !Directory.Exists(path);

    /// <summary>The weights that the class is to load, as its path is given and absolute; null where it knows them itself.</summary>
    public (string Path, string FullPath)? Checkpoint { get; init; }

    /// <summary>Whether the user lets its code run.</summary>
    public bool MayRun { get; init; }

    public override string Key => FileKey;

    public override bool IsStored => true;

    internal override bool NamesItsSites => true;

    internal override bool ReadsVectors => true;

    internal override NetworkSource Trusted => this with { MayRun = true };

    internal override string OtherWeights => $" ({FullPath}).";

    public override NetworkSource SeenFrom(string folder) => this with
    {
        Path = Relative(folder, FullPath),
        Checkpoint = Checkpoint is { } weights ? (Relative(folder, weights.FullPath), weights.FullPath) : null,
    };

    private static string Relative(string folder, string path) =>
        System.IO.Path.GetRelativePath(folder, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');

    public override string Entry(Func<string, string> quoted) =>
        $"{FileKey}: {quoted(Path)}" + (Checkpoint is { } weights ? $", {CheckpointKey}: {quoted(weights.Path)}" : "");

    internal override NetworkCost Cost(SequenceTask task)
    {
        BridgedDescription model = Description(System.IO.Path.GetFileName(Path), _ => { });
        string from = $"in Python, from {Path}{(Checkpoint is { } weights ? $" with {weights.Path}" : "")}";
        return CalledCost.Of(
            model.Sites, model.Parameters, model.Predicted.Count, from, new(FileKey, "take a smaller network than"));
    }

    internal override NotLearned NotLearned(int index) => Networks.NotLearned.OfExport(Path);

    /// <summary>What the model says of itself.</summary>
    /// <param name="name">What stands before each line that it prints.</param>
    /// <param name="say">Told each of them.</param>
    /// <exception cref="InputException">It may not run, or cannot be loaded.</exception>
    public FolderContent Describe(string name, Action<string> say)
    {
        BridgedDescription model = Description(name, say);
        return new(BridgedModel.ArchitectureName, model.Task, model.Words, model.Parameters, model.Sites,
            [("packages", string.Join(", ", model.Packages)), ("hash", model.Hash)]);
    }

    private BridgedDescription Description(string name, Action<string> say)
    {
        using BridgeWorkers workers = Start(name, say, threads: 1);
        return workers.Describe();
    }

    internal override OpenedSource Open(NetworkRequest request)
    {
        BridgeWorkers workers = Start(request.Name, request.Say, request.Threads, request.Stop);
        try
        {
            BridgedDescription description = workers.Describe();
            CalledOrder order = CalledOrder.Of(
                request.Task, description.Words, description.Classes, description.Features == 0, FullPath);
            var model = new BridgedModel(workers, description, request.Device);
            var network = new CalledNetwork(model, order);
            var random = new SeededRandom(1);
            network.Check(request.Task.Rows(CheckedSequences, QuantityChoice.Trained, ref random));
            return new OpenedSource(network, FileKey, description.Hash);
        }
        catch
        {
            workers.Dispose();
            throw;
        }
    }

    private BridgeWorkers Start(string name, Action<string> say, int threads, CancellationToken stop = default)
    {
        if (!MayRun)
            throw new InputException($"'{Path}' is Python code and would run with all that you may do here; read it, and give --allow-code "
                + "where you trust it", key: FileKey);
        if (Checkpoint is { } weights && !System.IO.Path.Exists(weights.FullPath))
            throw new InputException("there is no such file; wanted is the one with the weights", weights.FullPath, key: CheckpointKey);
        var settings = new BridgeSettings(FullPath, name, say) { Workers = threads, Stop = stop, Checkpoint = Checkpoint?.FullPath };
        return File.Exists(FullPath) ? new BridgeWorkers(settings)
            : throw new InputException(Directory.Exists(FullPath) ? "this is a folder; wanted is the Python file with the model"
                : "there is no such file; wanted is the Python file with the model", FullPath);
    }
}
