using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;

namespace Mas.Networks.Recordings.Matlab;

/// <summary>A MATLAB 7.3 file: HDF5 behind a block of text.</summary>
internal static class Mat73File
{
    /// <summary>Whether a file's first bytes, before its HDF5, are MATLAB's.</summary>
    public static bool Is(ReadOnlySpan<byte> start) => start.StartsWith("MATLAB 7.3 MAT-file"u8);

    /// <param name="notices">Sentences about variables that only MATLAB reads are added.</param>
    public static IReadOnlyList<StoredArray> Arrays(H5Tree tree, List<string> notices)
    {
        // What begins with # is MATLAB's own: the values of cells, and objects.
        Mat73Array[] arrays = [.. tree.Arrays.Where(array => !array.Name.StartsWith('#'))
            .Select(array => new Mat73Array(array.Name.Replace('/', '.'), array))];
        notices.AddRange(arrays.Where(array => array.Unreadable is not null)
            .Select(array => MatlabConversion.Of(array.Name, array.Unreadable!)));
        return arrays;
    }
}
