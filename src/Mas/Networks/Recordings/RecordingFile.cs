using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings;

/// <summary>An opened file with recorded activity. What it is, is told by its content, never by its name.</summary>
internal abstract class RecordingFile : IDisposable
{
    public abstract string Path { get; }

    /// <summary>The format in words, such as <c>npz</c> or <c>MATLAB 5</c>.</summary>
    public abstract string Format { get; }

    /// <summary>Its arrays; none for a table.</summary>
    public abstract ArrayList Arrays { get; }

    /// <summary>The activity that is asked for, of all units; it may hold numbers that are not finite.</summary>
    /// <param name="notices">Sentences about what was found odd are added.</param>
    public abstract ActivityBlock ReadActivity(RecordingOptions options, List<string> notices);

    /// <summary>The variables that are asked for.</summary>
    public abstract IReadOnlyList<RecordedVariable> ReadVariables(RecordingOptions options, ActivityBlock block, List<string> notices);

    /// <summary>A column with a value for each unit.</summary>
    public abstract Column ReadUnits(string name);

    /// <summary>What the activity is called in messages.</summary>
    public abstract string ActivityName(RecordingOptions options);

    /// <summary>[trials] names of trials, by which a table of trials is joined; their numbers from 0 where there are no others.</summary>
    public virtual IReadOnlyList<string> TrialNames(ActivityBlock block) => ActivityBlock.Numbered(block.Trials);

    /// <summary>What is in it, as far as can be told without being asked for anything.</summary>
    public abstract RecordingContent Describe();

    public abstract void Dispose();

    /// <exception cref="InputException">It is no recording that can be read, or broken.</exception>
    public static RecordingFile Open(string path, ReadingLimit? limit = null)
    {
        OpenedFile file = OpenedFile.Open(path, limit ?? ReadingLimit.Default);
        try
        {
            return RecordingFormats.Open(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
