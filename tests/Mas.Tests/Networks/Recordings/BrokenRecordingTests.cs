using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Files that must be refused, each in one sentence that says what is wrong with it.</summary>
public class BrokenRecordingTests
{
    [Theory]
    [InlineData("empty.npy", "empty")]
    [InlineData("expression.npy", "nothing is run")]
    [InlineData("header-beyond-file.npy", "ends too early")]
    [InlineData("huge.npy", "needs 8000000000000 bytes")]
    [InlineData("missing-shape.npy", "no shape")]
    [InlineData("negative.npy", "dimension -2")]
    [InlineData("object.npy", "nothing is unpickled")]
    [InlineData("overflow.npy", "63 bits")]
    [InlineData("truncated.npy", "cut off")]
    [InlineData("unknown-dtype.npy", "'<q9' is not known")]
    [InlineData("wrong-magic.npy", "first bytes")]
    [InlineData("duplicate-member.npz", "two arrays named 'rates.npy'")]
    [InlineData("lying-size.npz", "after the 100 bytes")]
    [InlineData("path-traversal.npz", "leads out of the archive")]
    [InlineData("truncated.npz", "directory at the end is missing")]
    [InlineData("cycle.h5", "no arrays")]
    [InlineData("external-link.h5", "leads into another file and is not followed")]
    [InlineData("huge-chunked.h5", "4000000000000 bytes; at most")]
    [InlineData("not-finite.h5", "'recording/rates' is NaN at [1, 0, 2]")]
    [InlineData("truncated.h5", "cut off")]
    [InlineData("wrong-magic.h5", "first bytes")]
    [InlineData("huge-element.mat", "claims 4")]
    [InlineData("truncated.mat", "cut off")]
    [InlineData("wrong-magic.mat", "where IM or MI")]
    public void An_array_file_is_refused(string name, string words) =>
        Assert.Contains(words, Refused(name).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("no-units.nwb", "has no units/spike_times")]
    [InlineData("spike-index-beyond.nwb", "units/spike_times_index says that the spikes of unit")]
    [InlineData("spike-index-falls.nwb", "units/spike_times_index falls from")]
    [InlineData("stop-before-start.nwb", "trial 2 stops at")]
    public void A_file_of_spikes_is_refused(string name, string words) => Assert.Contains(
        words, Refused(name, new(Golden.Path("recordings", "broken", name)) { Spikes = new(0.125) }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("duplicate-cell.csv", 6, null, "trial 0, time 1, unit 1 is here for the second time")]
    [InlineData("duplicate-column.csv", 1, null, "'unit'")]
    [InlineData("empty.csv", null, null, "empty")]
    [InlineData("header-only.csv", 2, null, "no rows")]
    [InlineData("infinite.csv", 4, 7, "column 'spikes' has '1e999'")]
    [InlineData("missing-cell.csv", 4, null, "unit 1 of trial 0, time 1")]
    [InlineData("nan.csv", 4, 7, "column 'spikes' has 'NaN'")]
    [InlineData("not-utf8.csv", 6, 7, "not UTF-8")]
    [InlineData("open-quote.csv", 4, 7, "never closed")]
    [InlineData("ragged.csv", 4, null, "5 fields")]
    [InlineData("text-in-number.csv", 4, 7, "column 'spikes' has 'many'")]
    public void A_table_is_refused_with_line_and_column(string name, int? line, int? column, string words)
    {
        InputError error = Refused(name);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    private static InputError Refused(string name, RecordingOptions? options = null)
    {
        string path = Golden.Path("recordings", "broken", name);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException error = Assert.Throws<InputException>(() => RecordingReader.Read(options ?? new(path), "", ReadingLimit.Default));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
        InputError only = Assert.Single(error.Errors);
        Assert.Equal(path, only.File);
        Assert.DoesNotContain('\n', only.ToString());
        return only;
    }
}
