namespace Mas.Sweeps.Slurm;

/// <summary>The script of an array. Each of its tasks does one job of a list.</summary>
/// <param name="Options">Of the sweep.</param>
/// <param name="Call">Words that call the tool.</param>
/// <param name="Root">The sweep's folder, a full path.</param>
/// <param name="Place">The submission's folder, a full path: the list, scripts, and what the tasks say.</param>
/// <param name="HandedOn">Options of the tool, such as <c>--cache FOLDER</c>.</param>
internal sealed record SlurmScript(
    SlurmOptions Options, IReadOnlyList<string> Call, string Root, string Place, IReadOnlyList<string> HandedOn)
{
    /// <summary>The list of jobs, one a line.</summary>
    public const string JobsFile = "jobs.txt";

    /// <summary>So often a task that was stopped asks for its next turn; then it waits for the next submission.</summary>
    public const int MostRestarts = 50;

    // Slurm looks after such times once a minute only.
    private static readonly TimeSpan s_warning = TimeSpan.FromMinutes(2);

    /// <summary>Where an array's script stands.</summary>
    public string FileOf(SlurmArray array) => Path.Combine(Place, Invariant($"array-{array.Number}.sh"));

    /// <summary>The script; it can be submitted by hand, from anywhere.</summary>
    public string Text(SlurmArray array) => string.Join('\n',
    [
        "#!/bin/bash",
        .. Asked(array).Concat(Options.Lines).Select(option => $"#SBATCH {option}"),
        "",
        "# Each task does one job of the list, unless somebody else does it or has done it: the jobs' own folders say so.",
        $"mas=({string.Join(' ', Call.Select(ShellWord.Bash))})",
        $"sweep={ShellWord.Bash(Root)}",
        $"jobs={ShellWord.Bash(Path.Combine(Place, JobsFile))}",
        Invariant($"options=({string.Join(' ', [.. HandedOn.Select(ShellWord.Bash), "--threads", $"{Options.Cores}"])})"),
        Invariant($"offset={array.Offset} restarts={MostRestarts}"),
        "",
        Body,
    ]);

    private IEnumerable<string> Asked(SlurmArray array)
    {
        yield return $"--job-name={Name}";
        yield return Invariant($"--array=0-{array.Tasks - 1}{(array.AtOnce is int most ? Invariant($"%{most}") : "")}");
        string log = Path.Combine(ShellWord.FileName(Place), Invariant($"array-{array.Number}-%a.txt"));
        yield return $"--output={ShellWord.Sbatch(log)}";
        yield return "--open-mode=append";
        yield return "--requeue";
        yield return Invariant($"--signal=B:USR1@{(int)Warning.TotalSeconds}");
        yield return "--ntasks=1";
        yield return Invariant($"--cpus-per-task={Options.Cores}");
        if (Options.Partition is not null)
            yield return $"--partition={Options.Partition}";
        if (Options.Time is not null)
            yield return $"--time={Options.Time.Text}";
        if (Options.Memory is not null)
            yield return $"--mem={Options.Memory}";
        if (Options.Account is not null)
            yield return $"--account={Options.Account}";
    }

    // Of a short time most is for work.
    private TimeSpan Warning => Options.Time is { } time && time.Length / 4 < s_warning
        ? TimeSpan.FromSeconds(Math.Max(1, Math.Floor(time.Length.TotalSeconds / 4))) : s_warning;

    private string Name => string.Concat("mas-", string.Concat(Path.GetFileName(Root)
        .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-').Take(60)));

    // A task has a shell of its own, which hands every signal on as USR1: that asks for a checkpoint, however often it comes.
    // An array's number alone stands for all of its tasks, so a task is called by both of its numbers.
    private const string Body = """
        told='' job=''
        tell() {
          told=yes
          [ -z "$job" ] || kill -s USR1 "$job" 2> /dev/null
        }
        trap tell TERM INT HUP USR1 USR2

        "${mas[@]}" sweep job "$sweep" "$jobs" $((offset + SLURM_ARRAY_TASK_ID)) "${options[@]}" < /dev/null &
        job=$!
        [ -z "$told" ] || tell
        wait "$job"
        status=$?
        while kill -0 "$job" 2> /dev/null; do
          wait "$job"
          status=$?
        done

        # Stopped with a checkpoint. What Slurm takes back or is told to cancel does not run any more, and is left to it.
        case $status in
          129 | 130 | 138 | 140 | 143)
            task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
            if [ -n "$told" ] && [ "${SLURM_RESTART_COUNT:-0}" -lt "$restarts" ] &&
              [ "$(squeue --noheader --jobs="$task" --format=%T)" = RUNNING ]; then
              scontrol requeue "$task" || echo "Stopped; the next 'mas sweep submit' goes on."
            fi
            ;;
        esac
        exit "$status"

        """;
}
