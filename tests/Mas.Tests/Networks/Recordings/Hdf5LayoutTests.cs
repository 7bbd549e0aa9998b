using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Every way in which HDF5 stores an array, as h5py writes it.</summary>
public sealed class Hdf5LayoutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-h5-").FullName;

    [Fact]
    public void Arrays_of_h5py_in_every_layout_with_every_filter_are_exact()
    {
        DebianPython.Require("h5py");
        DebianPython.Script("h5py_files.py", _folder);
        foreach (string name in (string[])["earliest", "latest", "user-block"])
            Check(Path.Combine(_folder, $"{name}.h5"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Check(string path)
    {
        using OpenedFile file = OpenedFile.Open(path, ReadingLimit.Default);
        H5Tree tree = H5Tree.Read(H5File.Open(file, H5File.Start(file)!.Value));
        Assert.True(tree.Arrays.Count > 330);
        foreach (H5Array array in tree.Arrays.Where(array => array.Name != "grown"))
        {
            double[] values = array.Numbers<double>();
            Assert.Equal(values.Length, array.Shape.Aggregate(1L, (all, size) => all * size));
            Assert.Equal(Enumerable.Range(0, values.Length).Select(value => (double)value), values);
        }
        double[] grown = tree.Array("grown")!.Numbers<double>();
        Assert.Equal([.. Enumerable.Range(0, 24).Select(value => (double)value), .. Enumerable.Repeat(-5.0, 12)], grown);
        Assert.Equal(tree.Array("many/array-8")!.Object.Address, tree.Array("through")!.Object.Address);
        Assert.NotNull(tree.Array("hard"));
        H5Object many = tree.Find("many")!;
        Assert.Equal(7.5, many.Number("last"));
        Assert.Equal(new string('x', 299 % 50), many.Text("attribute 299"));
        Assert.Null(many.Text("attribute 300"));
    }
}
