namespace Mas.Benchmarks;

/// <summary><c>list</c>: what can be measured.</summary>
internal static class ListCommand
{
    public static Command Create() => new Command("list", "Show what can be measured").Does(_ =>
    {
        Console.WriteLine("""
            step                      one training step of the stored pair: engine, plain program, arithmetic floor
            networks                  training steps over 2 to 16 networks: all directions and 8 drawn ones, time and peak memory
            scaling                   training steps against width, batch and number of networks, with a figure
            """);
        foreach (RunScenario scenario in RunScenario.All)
            Console.WriteLine($"run {scenario.Name,-22}{scenario.Description}");
        Console.WriteLine("""
            start                     process times of mas --help, mas report, mas inspect
            similarity                correlational measures: ten over ten resamples, and each on large latents
            preflight                 memory and time as the dry run estimates them, beside what the run takes
            opening                   a large checkpoint opened, beside reading its file: time and memory
            bridge                    a training step of a model in Python, through the pipe and without it
            kernels                   BenchmarkDotNet: GRU resume, alignment factors, sampler, recording
            coverage                  how often each interval design holds a known truth, for docs/reference/statistics.md: no times
            verdicts                  how often the bounds that decide miss a known truth, what verdicts say: docs/reference/statistics.md
            planted                   known truths over ten seeds, and how often each is found: docs/reference/findings.md
            zoo                       which measures tell networks that ought to be alike from others: docs/reference/benchmark.md
            """);
    });
}
