using System.CommandLine;
using System.Globalization;
using Mas.Benchmarks.Steps;

namespace Mas.Benchmarks;

/// <summary>One measurement of <c>networks</c>, as the process that is watched from outside: seconds of each step, one a line.</summary>
internal static class NetworkStepsCommand
{
    private const string Name = "network-steps";
    private static readonly Option<int> s_networks = new("--networks"), s_threads = new("--threads"), s_steps = new("--steps"), s_warmUp = new("--warm-up");
    private static readonly Option<int?> s_sampled = new("--sampled");

    public static Command Create()
    {
        var command = new Command(Name) { s_networks, s_sampled, s_threads, s_steps, s_warmUp };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var scenario = new NetworkScenario(parsed.GetValue(s_networks), parsed.GetValue(s_sampled), parsed.GetValue(s_threads));
            foreach (double seconds in scenario.Measure(parsed.GetValue(s_steps), parsed.GetValue(s_warmUp)))
                Console.WriteLine(seconds.ToString("r", CultureInfo.InvariantCulture));
        });
        return command;
    }

    public static IReadOnlyList<string> Arguments(NetworkScenario scenario, int steps, int warmUp)
    {
        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        return
        [
            Name, s_networks.Name, Text(scenario.Networks), s_threads.Name, Text(scenario.Threads), s_steps.Name, Text(steps), s_warmUp.Name, Text(warmUp),
            .. scenario.Sampled is int sampled ? (string[])[s_sampled.Name, Text(sampled)] : [],
        ];
    }
}
