using Mas.Networks;
using Mas.Networks.Recordings;

namespace Mas.Experiments.Reading;

/// <summary>A network as far as it could be read; a part is null where it is not written or wrong.</summary>
/// <param name="Accessible">Whether it can be run from an intervention.</param>
/// <param name="Insist">Whether it is used though it has not learned its task.</param>
/// <param name="Tasks">Its own task, once for each causal model that is asked about; empty where it is wrong or not written.</param>
internal sealed record ReadNetwork(
    Section Section, string? Name, NetworkSource? Source, bool Accessible, bool Insist, IReadOnlyList<TaskSource> Tasks, string? Site)
{
    /// <summary>Whether it says which task it is on, rightly or not.</summary>
    public bool HasTask => Section.Take("task") is not null || Tasks.Count > 0 || BringsItsOwn;

    /// <summary>Whether it says where it is read, rightly or not.</summary>
    public bool HasSite => Section.Take("site") is not null || Site is not null || BringsItsOwn;

    // A recording that cannot be read needs none of both either.
    private bool BringsItsOwn => Section.Take(RecordingSource.FileKey) is not null;

    /// <summary>Its own task; null where it has none, or several.</summary>
    public TaskSource? Task => Tasks.Count == 1 ? Tasks[0] : null;

    /// <summary>The causal model out of a list that it is asked about; null where there is no list.</summary>
    public string? Causal { get; init; }

    /// <summary>What is written of it where it is a copy of another network.</summary>
    public ReadCopy? Copy { get; init; }

    /// <summary>The label of its group; null for none.</summary>
    public string? Group { get; init; }

    public string? WrittenName { get; } = Name;

    /// <summary>Whether it is a recording, which nothing can be written into.</summary>
    public bool IsOnlyRead => Source?.IsOnlyRead == true;

    /// <summary>Its site; null where it is known only when the network is opened.</summary>
    public Site? KnownSite { get; init; }

    /// <summary>Width at its site; null where it is not known yet.</summary>
    public int? Width => KnownSite?.Width;

    /// <summary>Reports what is wrong with its source; the key is dotted, in the network's section.</summary>
    public void Fail(InputError error)
    {
        string[] keys = error.Key!.Split('.');
        (keys.Length == 1 ? Section : Section.Sub(keys[0])).Fail(keys[^1], error.Message);
    }

    /// <summary>The same with its source; where that is a recording, it cannot be run.</summary>
    public ReadNetwork OnlyRead(NetworkSource source)
    {
        if (source.IsOnlyRead && Accessible && Section.Take("accessible") is not null)
            Section.Fail("accessible", "this is a recording, which cannot be run; leave this key out");
        return this with { Source = source, Accessible = Accessible && !source.IsOnlyRead };
    }

    /// <summary>The same with the trials and the site that come with a recording.</summary>
    public ReadNetwork AsRecording(RecordingSource recording)
    {
        foreach (string key in (string[])["task", "insist"])
            if (Section.Take(key) is { } needless && (key == "task" || Insist))
                Section.Fail(needless, key, "this is a recording, whose variables are named under recording.trials; leave this key out");
        return this with { Tasks = [new RecordedTrials(recording, [])], Site = Site ?? RecordingNetwork.SiteName };
    }

    public NetworkOptions ToOptions() =>
        new() { Name = Name!, Source = Source!, Task = Task, Site = Site, Accessible = Accessible, Insist = Insist, Group = Group };
}
