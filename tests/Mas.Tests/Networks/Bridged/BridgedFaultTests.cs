using Mas.Networks;
using Mas.Networks.Bridged;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Bridged;

/// <summary>What can be wrong with a model in Python: each is told in one sentence when it is opened, with its place where it has
/// one.</summary>
public sealed class BridgedFaultTests : IDisposable
{
    private const string Returned = "return sums @ self.weights[\"head\"]";
    private const string Record = "    def record(self, ids, lengths):\n        ";

    private readonly PythonFolder _folder = new();

    public BridgedFaultTests() => PythonHere.Require("numpy");

    [Fact]
    public void A_model_without_a_fault_is_opened_and_told_apart_by_its_weights()
    {
        using OpenedSource one = _folder.Open(PythonFolder.Sums), same = _folder.Open(PythonFolder.Sums),
            other = _folder.Open(PythonFolder.Sums.Replace("RandomState(1)", "RandomState(2)", StringComparison.Ordinal));
        Assert.Equal(("python", 80, "python"), (one.Network.Architecture, one.Network.ParameterCount, one.Origin));
        Assert.Equal([new Site("sum", 5)], one.Network.Sites);
        Assert.Equal(one.Hash, same.Hash);
        Assert.NotEqual(one.Hash, other.Hash);
    }

    [Theory]
    [InlineData(Returned, "return (sums @ self.weights[\"head\"])[..., :-1]",
        "resume gives the shape [8, 35, 7]; wanted is an array [batch, time, 8], here [8, 35, 8]")]
    [InlineData(Returned, "return 3", "resume gives a int; wanted is an array [batch, time, 8], here [8, 35, 8]")]
    [InlineData(Returned, "return sums @ self.weights[\"head\"] / 0 * 0",
        "resume gives numbers that are NaN or infinite; see to that first")]
    [InlineData("at(\"sum\", numpy.cumsum", "at(\"sum\", numpy.inf * numpy.cumsum",
        "resume gives numbers that are NaN or infinite; see to that first")]
    [InlineData(Returned, "return sums @ self.weights[\"head\"] + numpy.random.rand()",
        "resume gives other logits for the same input twice")]
    [InlineData(Returned, "return (sums - sums.mean(1, keepdims=True)) @ self.weights[\"head\"]",
        "resume gives other logits for the beginning of a sequence than for the same positions of the whole one")]
    [InlineData("    def run(", Record + "return {\"sum\": self._run(ids, lengths)[1][\"sum\"] + 1}\n\n    def run(",
        "resume at the site 'sum' gives other logits with the network's own latents than resume does")]
    [InlineData("    def run(", Record + "return {\"som\": numpy.zeros((*ids.shape, 5))}\n\n    def run(",
        "record gives nothing at the site 'sum', which sites names; it gives som")]
    [InlineData("    def run(", Record + "return None\n\n    def run(",
        "record gives a NoneType; wanted is a dict from site to latents [batch, time, width]")]
    [InlineData("sums = at(\"sum\", numpy.cumsum(self.weights[\"words\"][ids], 1))",
        "sums = numpy.cumsum(self.weights[\"words\"][ids], 1); at(\"sum\", sums)",
        "resume at the site 'sum' gives the same logits at a position whatever the latent there is")]
    [InlineData("def gradient", "def slope", "class Sums works without torch and has no method gradient; write it")]
    [InlineData("def run", "def walk", "class Sums has no method run; write it, or record and resume")]
    [InlineData("class Sums(Model)", "class Sums",
        "the file has 0 classes that extend Model of mas_bridge; wanted is one")]
    [InlineData("class Sums", "class Other(Model):\n    pass\n\nclass Sums",
        "the file has 2 classes that extend Model of mas_bridge; wanted is one")]
    [InlineData("arrays = \"numpy\"", "arrays = \"jax\"", "arrays is 'jax'; wanted is 'torch' or 'numpy'")]
    [InlineData("[\"P\", ", "[\"X\", ", "the network does not know the word P of its task; its vocabulary is X B E D0 D1 D2 R T")]
    [InlineData("[\"P\", ", "[\"B\", ", "vocabulary is empty or has a word twice; each id has a word of its own")]
    [InlineData("[\"P\", \"B\", \"E\", \"D0\", \"D1\", \"D2\", \"R\", \"T\"]", "{\"P\": 0, \"B\": 2}",
        "the ids of vocabulary are not 0, 1, 2 and so on, each once; give every id its word")]
    [InlineData("[\"P\", ", "[7, ", "vocabulary is missing, or neither a list of words in the order of their ids nor a dict")]
    [InlineData("sites = {\"sum\": 5}", "sites = None", "sites is missing, or no dict from name to width; write, for example, sites =")]
    [InlineData("\"sum\": 5}", "\"sum\": 0}", "sites gives 'sum' the width 0; wanted is a whole number from 1 to 1000000")]
    [InlineData("\"sum\": 5}", "\"sum\\u001b[2J\": 5}", "sites has the name '\"sum\\u001B[2J\"'; wanted are at most 64 of the letters")]
    [InlineData("    sites =", "    inner = [\"som\"]\n    sites =", "handed_on or inner names 'som', which sites does not")]
    public void A_class_that_is_not_as_agreed_is_refused(string part, string wrong, string sentence)
    {
        string text = PythonFolder.Sums.Replace(part, wrong, StringComparison.Ordinal);
        Assert.NotEqual(PythonFolder.Sums, text);
        InputError error = _folder.Refused(text);
        Assert.Equal((_folder.File, null), (error.File, error.Line));
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import numpy\n", "import numpy\nimport nothing_here\n", 2,
        "ModuleNotFoundError: No module named 'nothing_here'; Python is '")]
    [InlineData("    def run(", "    def run)(", 13, "SyntaxError: ")]
    [InlineData("RandomState(1)", "RandomState(1 / 0)", 10, "ZeroDivisionError: division by zero")]
    [InlineData("RandomState(1)", "RandomState(exit(4))", 10, "SystemExit: 4")]
    [InlineData("[ids], 1))", "[ids + 9], 1))", 14, "IndexError: index ")]
    [InlineData("numpy.cumsum(", "numpy.cumsum(input() or ", 14, "EOFError: EOF when reading a line")]
    [InlineData(Returned, "raise ValueError('one\\n  \\x1b[31mtwo')", 15, "ValueError: one \u001b[31mtwo")]
    public void An_exception_is_told_with_its_line(string part, string wrong, int line, string sentence)
    {
        InputError error = _folder.Refused(PythonFolder.Sums.Replace(part, wrong, StringComparison.Ordinal));
        Assert.Equal((_folder.File, line), (error.File, error.Line));
        Assert.StartsWith("Python fails here: " + sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.ToString());
    }

    [Fact]
    public void The_traceback_of_an_exception_is_printed()
    {
        _folder.Refused(PythonFolder.Sums.Replace("RandomState(1)", "RandomState(1 / 0)", StringComparison.Ordinal));
        Assert.Contains("mine: Traceback (most recent call last):", _folder.Said);
        Assert.Contains("mine: ZeroDivisionError: division by zero", _folder.Said);
    }

    [Fact]
    public void What_a_model_prints_is_shown_and_does_no_harm()
    {
        OpenedSource opened = _folder.Open("import os\nos.system('echo by another program')\n" + PythonFolder.Sums.Replace(
            "        sums =", "        print('MASB \\x1b[31mon standard output', flush=True)\n        sums =", StringComparison.Ordinal));
        opened.Dispose();
        Assert.Contains("mine: by another program", _folder.Said);
        Assert.Contains("mine: MASB \\u001b[31mon standard output", _folder.Said);
    }

    [Fact]
    public void A_model_that_ends_the_process_is_told_with_its_last_lines()
    {
        InputError error = _folder.Refused(PythonFolder.Sums.Replace(
            "        sums =", "        import os, sys; print('out of luck', file=sys.stderr, flush=True); os._exit(7)\n        sums =",
            StringComparison.Ordinal));
        Assert.Equal("Python ended while it was resuming, with exit code 7; its last lines: out of luck", error.Message);
    }

    [Fact]
    public void Code_does_not_run_unless_it_is_allowed()
    {
        File.WriteAllText(_folder.File, $"open({System.Text.Json.JsonSerializer.Serialize(_folder.File + ".ran")}, 'w')\n");
        InputException error = Assert.Throws<InputException>(() => new PythonNetwork("model.py", _folder.File).Open(
            new NetworkRequest { Name = "mine", Task = Golden.MultiObject }));
        Assert.Equal("python: 'model.py' is Python code and would run with all that you may do here; read it, and give --allow-code "
            + "where you trust it", Assert.Single(error.Errors).ToString());
        Assert.False(File.Exists(_folder.File + ".ran"));
        _folder.Refused(File.ReadAllText(_folder.File));
        Assert.True(File.Exists(_folder.File + ".ran"));
    }

    [Fact]
    public void One_class_loads_the_weights_that_are_named()
    {
        File.WriteAllText(_folder.File, PythonFolder.Sums.Replace(
            "RandomState(1)", "RandomState(int(open(self.checkpoint).read()))", StringComparison.Ordinal));
        string Hash(string weights)
        {
            using OpenedSource opened = new PythonNetwork("model.py", _folder.File)
            {
                MayRun = true,
                Checkpoint = (weights, Path.Combine(_folder.Root, weights)),
            }.Open(new NetworkRequest { Name = "mine", Task = Golden.MultiObject });
            return opened.Hash;
        }
        foreach (string seed in (string[])["1", "2"])
            File.WriteAllText(Path.Combine(_folder.Root, seed), seed);
        Assert.NotEqual(Hash("1"), Hash("2"));
        InputError error = Assert.Single(Assert.Throws<InputException>(() => Hash("3")).Errors);
        Assert.Equal($"{Path.Combine(_folder.Root, "3")}: checkpoint: there is no such file; wanted is the one with the weights",
            error.ToString());
    }

    // What it has started holds its standard error when it has ended.
    [Fact]
    public void A_program_that_a_model_starts_does_not_keep_it_open()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sleep is a program of POSIX");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _folder.Open("import subprocess\nsubprocess.Popen(['sleep', '60'])\n" + PythonFolder.Sums).Dispose();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public void Nothing_is_left_beside_the_file()
    {
        _folder.Open(PythonFolder.Sums).Dispose();
        Assert.Equal([_folder.File], Directory.GetFileSystemEntries(_folder.Root));
    }

    public void Dispose() => _folder.Dispose();
}
