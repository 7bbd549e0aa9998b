using Mas.Networks;
using Mas.Networks.Bridged;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;

namespace Mas.Tests.Networks.Bridged;

/// <summary>A folder with a model in Python.</summary>
internal sealed class PythonFolder : IDisposable
{
    /// <summary>A model in NumPy that can be run and differentiated: sums of vectors of words, from left to right.</summary>
    public const string Sums = """
        import numpy
        from mas_bridge import Model

        class Sums(Model):
            arrays = "numpy"
            vocabulary = ["P", "B", "E", "D0", "D1", "D2", "R", "T"]
            sites = {"sum": 5}

            def __init__(self):
                random = numpy.random.RandomState(1)
                self.weights = {"words": random.randn(8, 5), "head": random.randn(5, 8)}

            def run(self, ids, lengths, at):
                sums = at("sum", numpy.cumsum(self.weights["words"][ids], 1))
                return sums @ self.weights["head"]

            def gradient(self, ids, lengths, site, latents, replaced, upstream):
                return upstream @ self.weights["head"].T

        """;

    private readonly List<string> _said = [];

    public PythonFolder() => NativeTorch.Load();

    public string Root { get; } = Directory.CreateTempSubdirectory("mas-python-").FullName;

    public string File => System.IO.Path.Combine(Root, "model.py");

    /// <summary>What the model has printed so far.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
                return [.. _said];
        }
    }

    /// <summary>Opens a model for <c>multi-object</c>.</summary>
    /// <param name="text">Of its file.</param>
    public OpenedSource Open(string text, int threads = 1) => Open(text, Golden.MultiObject, threads);

    public OpenedSource Open(string text, SequenceTask task, int threads = 1)
    {
        System.IO.File.WriteAllText(File, text);
        return new PythonNetwork("model.py", File) { MayRun = true }.Open(
            new NetworkRequest { Name = "mine", Task = task, Threads = threads, Say = Say });
    }

    /// <summary>Processes with the model in them.</summary>
    public BridgeWorkers Workers(string text, int workers = 1, double seconds = 60, CancellationToken? stop = null)
    {
        System.IO.File.WriteAllText(File, text);
        return new BridgeWorkers(
            new BridgeSettings(File, "mine", Say) { Workers = workers, Timeout = TimeSpan.FromSeconds(seconds), Stop = stop ?? default });
    }

    /// <summary>The one error of a model that cannot be opened.</summary>
    public InputError Refused(string text)
    {
        InputException error = Xunit.Assert.Throws<InputException>(() => Open(text).Dispose());
        return Xunit.Assert.Single(error.Errors);
    }

    private void Say(string line)
    {
        lock (_said)
            _said.Add(line);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
