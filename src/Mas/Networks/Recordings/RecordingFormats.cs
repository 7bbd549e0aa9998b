using System.Text.Unicode;
using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Csv;
using Mas.Networks.Recordings.Hdf5;
using Mas.Networks.Recordings.Matlab;
using Mas.Networks.Recordings.NumPy;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Recordings;

/// <summary>Tells a file's format by its first bytes.</summary>
internal static class RecordingFormats
{
    private const int Looked = 4096;

    /// <exception cref="InputException">It is none that is read, or broken.</exception>
    public static RecordingFile Open(OpenedFile file)
    {
        byte[] start = file.Start(Looked);
        if (start.AsSpan().StartsWith(NpyHeader.Magic))
            return Npy(file);
        if (start.AsSpan().StartsWith(NpzFile.Magic))
            return Npz(file);
        if (SafetensorsRecordingFile.Is(start))
            return SafetensorsRecordingFile.Open(file);
        if (H5File.Start(file) is long hdf5)
            return Hdf5RecordingFiles.Open(file, hdf5, Mat73File.Is(start));
        if (Mat5File.Is(start))
            return Matlab(file);
        if (ForeignFile.InPlace(start) is string placeholder)
            throw new InputException(placeholder, file.Path);
        if (!IsText(start))
            throw new InputException("this is no file of recorded activity: its first bytes are those of none of npy, npz, safetensors, "
                + "HDF5, NWB and MATLAB 5 and 7.3, and it is no CSV, which is UTF-8 text", file.Path);
        return new CsvRecordingFile(file, CsvHeader.Read(file));
    }

    private static ArrayRecordingFile Npy(OpenedFile file) =>
        new(file, "npy", [NpyArray.Open(Path.GetFileNameWithoutExtension(file.Path), new NpyFileBytes(file), file)], []);

    private static ArrayRecordingFile Npz(OpenedFile file)
    {
        IReadOnlyList<StoredArray> arrays = NpzFile.Arrays(file);
        return arrays.Count > 0 ? new(file, "npz", arrays, [])
            : throw new InputException("this zip archive has no arrays (members that end in .npy); write it with numpy.savez", file.Path);
    }

    private static ArrayRecordingFile Matlab(OpenedFile file)
    {
        var notices = new List<string>();
        return new(file, "MATLAB 5", Mat5File.Arrays(file, notices), notices);
    }

    /// <summary>Whether a file is a table: text, and no note that another file belongs in its place.</summary>
    public static bool IsTable(OpenedFile file)
    {
        byte[] start = file.Start(Looked);
        return IsText(start) && !Mat5File.Is(start) && ForeignFile.InPlace(start) is null;
    }

    // A letter may be cut at the end.
    private static bool IsText(byte[] start) => !start.Contains((byte)0) &&
        Enumerable.Range(0, Math.Min(4, start.Length)).Any(cut => Utf8.IsValid(start.AsSpan(..^cut)));
}
