using Mas.Results.Files;
using Mas.Sweeps;
using Mas.Sweeps.Slurm;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Sweeps;

/// <summary>Scripts of a sweep for a cluster, and what of their settings is refused.</summary>
public sealed class SlurmTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void A_dry_run_writes_a_script_for_what_is_left_and_submits_nothing()
    {
        Write("{ partition: cpu, time: \"2:00:00\", memory: 4G, cores: 2, account: lab, at_once: 2, lines: [\"--qos=low\"] }");
        const string folder = "a sweep's \"$(touch obeyed)\" %j";
        _here.Done("sweep", "plan", "sweep.yaml", "--output", folder);
        _here.Done("sweep", "submit", folder, "--dry-run");
        string script = File.ReadAllText(_here.Path(folder, "slurm", "1", "array-0.sh"));
        string[] asked = [.. script.Split('\n')
            .Where(line => line.StartsWith("#SBATCH", StringComparison.Ordinal)).Select(line => line[8..])];
        Assert.Superset(new HashSet<string>
        {
            "--array=0-3%2", "--partition=cpu", "--time=2:00:00", "--mem=4G", "--cpus-per-task=2", "--account=lab", "--qos=low",
            "--requeue", "--open-mode=append", "--signal=B:USR1@120",
        }, asked.ToHashSet());
        Assert.Contains(asked, option => option.StartsWith("--output=", StringComparison.Ordinal)
            && option.Contains("%%j", StringComparison.Ordinal));
        Assert.Equal(["cells/size=2_seed=1", "cells/size=2_seed=2", "cells/size=4_seed=1", "cells/size=4_seed=2"],
            File.ReadAllLines(_here.Path(folder, "slurm", "1", "jobs.txt")));
        Assert.False(File.Exists(_here.Path("obeyed")));
        Assert.False(File.Exists(_here.Path(folder, "slurm", "1", "ids")));
    }

    [Theory]
    [InlineData("{ partitoin: cpu }", "unknown key 'partitoin'; did you mean 'partition'?")]
    [InlineData("{ time: soon }", "slurm.time")]
    [InlineData("{ cores: 0 }", "slurm.cores: 0 is out of range")]
    [InlineData("{ lines: [\"qos=low\"] }", "slurm.lines.0")]
    [InlineData("{ lines: [\"--qos=low\\nrm -r x\"] }", "slurm.lines.0")]
    [InlineData("{ partition: \"cpu; rm\" }", "slurm.partition")]
    public void Wrong_settings_are_told(string slurm, string part)
    {
        Write(slurm);
        string message = Assert.Throws<InputException>(() => SweepReader.Read(_here.Path("sweep.yaml"))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 2500, 1001, 3)]
    [InlineData(2, 10, 1001, 2)]
    [InlineData(0, 1, 1, 1)]
    public void Arrays_hold_every_job_once_below_the_largest_index(int networks, int cells, int most, int arrays)
    {
        IReadOnlyList<SlurmArray> all = SlurmArray.Of(networks, cells, most, null);
        Assert.Equal(arrays, all.Count);
        Assert.All(all, array => Assert.InRange(array.Tasks, 1, most));
        Assert.Equal(Enumerable.Range(0, networks + cells),
            all.SelectMany(array => Enumerable.Range(array.Offset, array.Tasks)));
    }

    private void Write(string slurm)
    {
        _here.Experiment("steps: 20");
        File.WriteAllText(_here.Path("sweep.yaml"),
            $"base: small.yaml\naxes: {{ alignment.size: [2, 4], seed: [1, 2] }}\nslurm: {slurm}\n");
    }

    public void Dispose() => _here.Dispose();
}
