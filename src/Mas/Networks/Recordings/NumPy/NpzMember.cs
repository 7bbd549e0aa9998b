using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.NumPy;

/// <summary>One array in a npz archive. What the archive's directory says of it is held against what comes out.</summary>
internal sealed record NpzMember(OpenedFile File, int Index, string Name, long Size, long Stored, uint Sum)
    : NpyBytes(File, $"'{Name}' in the archive: ", Size, MustFit: true)
{
    public override Stream Open()
    {
        ReadingLimit.RequireStored($"'{Name}' in the archive", Size, Stored, File.Path);
        try
        {
            return new SummedStream(NpzFile.Open(File).Entries[Index].Open());
        }
        catch (Exception error) when (
            error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw NpzFile.Broken(File, error);
        }
    }

    public override void Finish(Stream stream)
    {
        var summed = (SummedStream)stream;
        try
        {
            if (stream.ReadByte() >= 0)
                throw new InputException($"{Place}it unpacks to more than the {Size} bytes that the archive's directory says", File.Path);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new InputException($"{Place}its compressed bytes are broken", File.Path, inner: error);
        }
        if (summed.Sum != Sum)
            throw new InputException($"{Place}its checksum is wrong; the file is broken, copy it again", File.Path);
    }
}
