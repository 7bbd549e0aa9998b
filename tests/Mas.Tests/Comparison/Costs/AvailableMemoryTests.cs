using Mas.Comparison;
using Xunit;

namespace Mas.Tests.Comparison.Costs;

/// <summary>Memory that may still be taken, from the system's files.</summary>
public class AvailableMemoryTests
{
    private const string System = "MemTotal:       24000000 kB\nMemFree:         1000000 kB\nMemAvailable:    8000000 kB\n";
    private const double OfSystem = 8_000_000 * 1024.0;

    [Fact]
    public void Without_limits_it_is_what_the_system_has_left() =>
        Assert.Equal(OfSystem, Read(("/proc/meminfo", System), ("/proc/self/cgroup", "0::/\n"), ("/sys/fs/cgroup/memory.max", "max\n")));

    [Fact]
    public void A_control_group_leaves_its_limit_less_what_is_used_but_for_cached_files() =>
        Assert.Equal(2e9 - 1.5e9 + 0.4e9, Read(
            ("/proc/meminfo", System), ("/proc/self/cgroup", "0::/job\n"), ("/sys/fs/cgroup/job/memory.max", "2000000000\n"),
            ("/sys/fs/cgroup/job/memory.current", "1500000000\n"),
            ("/sys/fs/cgroup/job/memory.stat", "anon 1100000000\nfile 400000000\n")));

    [Fact]
    public void A_group_around_the_own_one_limits_too() =>
        Assert.Equal(1e9, Read(
            ("/proc/meminfo", System), ("/proc/self/cgroup", "0::/job/step\n"), ("/sys/fs/cgroup/job/step/memory.max", "max\n"),
            ("/sys/fs/cgroup/job/memory.max", "1000000000\n"), ("/sys/fs/cgroup/job/memory.current", "0\n")));

    [Fact]
    public void The_first_version_of_control_groups_is_read_too() =>
        Assert.Equal(5e8, Read(
            ("/proc/meminfo", System), ("/proc/self/cgroup", "7:cpu:/x\n4:memory:/slurm/job\n0::/\n"),
            ("/sys/fs/cgroup/memory/slurm/job/memory.limit_in_bytes", "600000000\n"),
            ("/sys/fs/cgroup/memory/slurm/job/memory.usage_in_bytes", "100000000\n")));

    [Fact]
    public void More_used_than_allowed_leaves_nothing() =>
        Assert.Equal(0, Read(
            ("/proc/meminfo", System), ("/proc/self/cgroup", "0::/\n"), ("/sys/fs/cgroup/memory.max", "1000\n"),
            ("/sys/fs/cgroup/memory.current", "2000\n")));

    [Fact]
    public void Where_no_file_says_it_nothing_is_known_of_it() => Assert.Null(Read());

    [Fact]
    public void This_machine_has_some_left() => Assert.InRange(AvailableMemory.Read(), 1e6, 1e15);

    private static double? Read(params (string Name, string Text)[] files) =>
        AvailableMemory.Read(name => files.FirstOrDefault(file => file.Name == name).Text);
}
