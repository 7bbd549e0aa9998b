using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mas.Tasks;

namespace Mas.Networks.Recordings;

/// <summary>Recorded activity in a file, in the place of a network.</summary>
/// <param name="Options">What is read.</param>
/// <param name="Folder">That its paths are relative to, absolute.</param>
/// <param name="Recording">What was read.</param>
internal sealed record RecordingSource(RecordingOptions Options, string Folder, Recording Recording) : NetworkSource
{
    public const string FileKey = "recording";

    public override string Key => FileKey;

    public override bool IsStored => true;

    internal override bool IsOnlyRead => true;

    internal override bool NamesItsSites => true;

    internal override IReadOnlyList<Site> KnownSites => [RecordingNetwork.SiteOf(Recording)];

    internal override string OtherWeights => $" ({Path.Combine(Folder, Options.File)}).";

    public override NetworkSource SeenFrom(string folder)
    {
        string Seen(string path) =>
            Path.GetRelativePath(folder, Path.Combine(Folder, path)).Replace(Path.DirectorySeparatorChar, '/');
        return this with
        {
            Folder = folder,
            Options = Options with
            {
                File = Seen(Options.File),
                TrialsFile = Options.TrialsFile is string table ? Seen(table) : null,
            },
        };
    }

    public override string Entry(Func<string, string> quoted) => $"{FileKey}: {RecordingEntry.Of(Options, quoted)}";

    internal override NetworkCost Cost(SequenceTask task) => new(
        KnownSites,
        $"a recording, {Recording.Name}: {Listed.Count(Recording.Units.Count, "unit")}, {Listed.Count(Recording.Trials, "trial")}",
        new($"{FileKey}.units", "keep fewer units by"))
    {
        Numbers = (site, _) => new NetworkNumbers
        {
            Weights = (double)Recording.Positions * site.Width,
            Step = new PassNumbers(),
        },
    };

    internal override NotLearned NotLearned(int index) => throw new InvalidOperationException("A recording has nothing to learn.");

    internal override OpenedSource Open(NetworkRequest request) =>
        new(new RecordingNetwork(Recording, request.Device), FileKey, Hash)
        {
            Notices = Recording.Notices,
            BinSeconds = Recording.BinSeconds,
        };

    // Of the activity alone.
    private string Hash
    {
        get
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(MemoryMarshal.AsBytes<int>(Recording.Offsets));
            hash.AppendData(MemoryMarshal.AsBytes<float>(Recording.Values));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    // What was read follows from the rest.
    public bool Equals(RecordingSource? other) => other is not null && Options == other.Options && Folder == other.Folder;

    public override int GetHashCode() => HashCode.Combine(Options, Folder);
}
