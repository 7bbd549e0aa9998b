using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Mas.Benchmarks.Kernels;

namespace Mas.Benchmarks;

/// <summary><c>kernels</c>: the parts of a step and of its preparation, one by one, by BenchmarkDotNet.</summary>
internal static class KernelsCommand
{
    private static readonly Option<string> s_filter = CommandParts.Option("--filter", "Which, such as *Cayley*", "*");
    private static readonly Option<bool> s_dry = new("--dry") { Description = "Each once: shows that the measurement works" };

    public static Command Create()
    {
        var command = new Command("kernels", "BenchmarkDotNet: GRU resume, alignment factors, sampler, recording") { s_filter, s_dry };
        command.SetAction(parsed =>
        {
            MachineLines.Print();
            IEnumerable<Summary> summaries = BenchmarkSwitcher.FromTypes([typeof(GruResume), typeof(AlignmentFactor), typeof(Preparation)])
                .Run(["--filter", parsed.GetValue(s_filter)!], Config(parsed.GetValue(s_dry)));
            return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
        });
        return command;
    }

    // In this process: a project that BenchmarkDotNet generates would not have our mended native library in its output.
    private static IConfig Config(bool dry) => DefaultConfig.Instance
        .AddJob((dry ? Job.Dry : Job.ShortRun).WithToolchain(InProcessNoEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default);
}
