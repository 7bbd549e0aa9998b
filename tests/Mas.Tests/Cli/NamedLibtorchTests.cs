using Xunit;

namespace Mas.Tests.Cli;

/// <summary>MAS_LIBTORCH: another libtorch than the bundled one.</summary>
public sealed class NamedLibtorchTests : IDisposable
{
    private static readonly string[] s_needed = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private readonly Workplace _here = new();

    [Fact]
    public void Libraries_of_a_named_libtorch_are_loaded_in_place_of_the_bundled_ones()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "for Linux only");
        Directory.CreateDirectory(_here.Path("torch/lib"));
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"))
            .Where(IsNeeded))
            File.Copy(file, _here.Path("torch/lib", Path.GetFileName(file)));
        File.WriteAllText(_here.Path("torch/version.py"), "__version__ = '2.10.0+cu128'\n");
        Ended ended = Mas("doctor");
        Assert.Equal(0, ended.Code); // two of them in one process would end it
        Assert.Contains($"of {_here.Path("torch/lib")}, which MAS_LIBTORCH names, loads and computes.", ended.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_folder_without_libtorch_or_with_another_version_is_told_in_one_sentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "for Linux only");
        Directory.CreateDirectory(_here.Path("torch/lib"));
        Ended missing = Mas("doctor");
        Assert.Equal(1, missing.Code);
        Assert.StartsWith($"Native library: {_here.Path("torch/lib")}: MAS_LIBTORCH names a folder without libc10.so; name the folder of "
            + "the libraries of libtorch 2.10", missing.Output, StringComparison.Ordinal);
        foreach (string file in s_needed)
            File.WriteAllText(_here.Path("torch/lib", file), "");
        File.WriteAllText(_here.Path("torch/version.py"), "__version__ = '2.5.1'\n");
        Assert.StartsWith($"Native library: {_here.Path("torch/lib")}: MAS_LIBTORCH names libtorch 2.5; 2.10 is wanted.",
            Mas("doctor").Output, StringComparison.Ordinal);
        File.Delete(_here.Path("torch/version.py"));
        Ended broken = Mas("run", _here.Experiment(), "--output", "run");
        Assert.Equal(2, broken.Code);
        Assert.StartsWith($"mas: {_here.Path("torch/lib")}: the libtorch that MAS_LIBTORCH names cannot be used: ",
            Assert.Single(broken.ErrorLines), StringComparison.Ordinal);
    }

    private static bool IsNeeded(string file) =>
        s_needed.Contains(Path.GetFileName(file)) || Path.GetFileName(file).StartsWith("libgomp", StringComparison.Ordinal);

    private Ended Mas(params string[] arguments)
    {
        using var tool = new Tool(_here.Root, arguments, libtorch: _here.Path("torch/lib"));
        return tool.Wait();
    }

    public void Dispose() => _here.Dispose();
}
