using Mas.Results.Files;
using Mas.Results.Sweeps;
using Xunit;

namespace Mas.Results.Tests.Sweeps;

/// <summary>Of many who want a job one has it, and a dead one's job is taken over once.</summary>
public sealed class JobClaimsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mas-claims-").FullName;

    private JobFolder Job
    {
        get
        {
            File.WriteAllText(Path.Combine(_root, JobFolder.ExperimentFile), "name: a");
            return new(_root, HasRun: true);
        }
    }

    [Fact]
    public async Task Of_many_who_try_at_once_one_has_the_job()
    {
        for (int round = 1; round <= 20; round++)
        {
            JobClaim? last = Job.Claims.Last();
            Assert.Equal(round - 1, last?.Number ?? 0);
            using var start = new ManualResetEventSlim();
            Task<HeldClaim?>[] tries = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                start.Wait(TestContext.Current.CancellationToken);
                return Job.Claims.TryTake(last);
            }))];
            start.Set();
            HeldClaim?[] held = await Task.WhenAll(tries);
            HeldClaim one = Assert.Single(held.OfType<HeldClaim>());
            Assert.Equal(round, one.Number);
            one.End(new(ClaimEnd.Stopped));
        }
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_root, "claims"), ".*"));
    }

    [Fact]
    public void A_claim_of_this_process_runs_until_it_says_how_it_ended()
    {
        using HeldClaim claim = Job.Claims.TryTake(null)!;
        Assert.Equal(JobState.Running, State());
        claim.End(new(ClaimEnd.Failed, "memory ran out"));
        JobStanding standing = JobStanding.Of(Job, DateTime.UtcNow);
        Assert.Equal((JobState.Failed, "memory ran out"), (standing.State, standing.Message));
    }

    [Fact]
    public void What_is_done_waits_again_where_its_run_has_gone()
    {
        using HeldClaim claim = Job.Claims.TryTake(null)!;
        Directory.CreateDirectory(Job.Run);
        File.WriteAllText(Path.Combine(Job.Run, "run.json"), "{}");
        claim.End(new(ClaimEnd.Done));
        Assert.Equal(JobState.Done, State());
        Directory.Delete(Job.Run, recursive: true);
        Assert.Equal(JobState.Waiting, State());
    }

    [Fact]
    public void A_job_without_its_experiment_has_failed_and_says_why()
    {
        JobFolder job = Job;
        File.Delete(job.Experiment);
        JobStanding standing = JobStanding.Of(job, DateTime.UtcNow);
        Assert.Equal(JobState.Failed, standing.State);
        Assert.Contains("plan the sweep again", standing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, "running")]
    [InlineData(61, "lost")]
    public void Elsewhere_only_the_heartbeat_tells_who_lives(int seconds, string expected)
    {
        Claimed(place: "another machine", process: 1);
        DateTime beat = Job.Claims.LastBeat(1)!.Value;
        Assert.Equal(expected, JobStanding.Of(Job, beat.AddSeconds(seconds)).State.Word());
    }

    [Fact]
    public void Here_a_process_that_has_gone_is_lost_at_once_and_so_is_one_whose_number_was_given_again()
    {
        Claimed(ClaimOwner.Here().Place, process: int.MaxValue);
        Assert.Equal(JobState.Lost, State());
        ClaimOwner here = ClaimOwner.Here();
        Claimed(here.Place, here.Process, here.Started - 1);
        Assert.Equal(JobState.Lost, State());
        Claimed(here.Place, here.Process, here.Started);
        Assert.Equal(JobState.Running, State());
    }

    [Fact]
    public void Who_was_taken_for_dead_does_not_say_how_the_job_ended()
    {
        using HeldClaim sleeper = Job.Claims.TryTake(null)!;
        using HeldClaim heir = Job.Claims.TryTake(Job.Claims.Last())!;
        sleeper.End(new(ClaimEnd.Failed, "of the sleeper"));
        Assert.Equal((JobState.Running, 2), (State(), Job.Claims.Last()!.Number));
        heir.End(new(ClaimEnd.Stopped));
        Assert.Equal(JobState.Waiting, State());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ broken")]
    [InlineData("[1, 2]")]
    public void A_broken_owner_counts_as_one_elsewhere(string text)
    {
        Claimed("here", 1);
        File.WriteAllText(Path.Combine(_root, "claims", "1", "owner.json"), text);
        DateTime beat = Job.Claims.LastBeat(1)!.Value;
        Assert.Equal(JobState.Running, JobStanding.Of(Job, beat).State);
        Assert.Equal(JobState.Lost, JobStanding.Of(Job, beat.AddHours(1)).State);
    }

    private JobState State() => JobStanding.Of(Job, DateTime.UtcNow).State;

    // A claim as a process somewhere would have left it.
    private void Claimed(string place, int process, long started = 0)
    {
        int number = (Job.Claims.Last()?.Number ?? 0) + 1;
        string folder = Path.Combine(_root, "claims", $"{number}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "owner.json"), System.Text.Json.JsonSerializer.Serialize(
            new ClaimOwner(Guid.NewGuid(), place, "host", process, started)));
        File.WriteAllText(Path.Combine(folder, "beat"), "3");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
