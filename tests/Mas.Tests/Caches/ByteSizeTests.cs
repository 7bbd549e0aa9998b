using Mas.Caches;
using Xunit;

namespace Mas.Tests.Caches;

public class ByteSizeTests
{
    [Theory]
    [InlineData("20GB", 20_000_000_000L)]
    [InlineData("1.5 tb", 1_500_000_000_000L)]
    [InlineData(" 500 MB ", 500_000_000L)]
    [InlineData("12", 12L)]
    [InlineData("7 B", 7L)]
    [InlineData("0", 0L)]
    [InlineData("", null)]
    [InlineData("GB", null)]
    [InlineData("-5GB", null)]
    [InlineData("5 GiB", null)]
    [InlineData("5e3", null)]
    [InlineData("1,5GB", null)]
    [InlineData("NaN", null)]
    [InlineData("99999999999999 TB", null)]
    public void Sizes_are_read_as_people_write_them(string text, long? bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 KB")]
    [InlineData(123_400, "123 KB")]
    [InlineData(999_600, "1.0 MB")]
    [InlineData(12_340_000_000, "12.3 GB")]
    [InlineData(5_000_000_000_000_000, "5000 TB")]
    public void Sizes_are_shown_with_three_digits(long bytes, string text) => Assert.Equal(text, ByteSize.Text(bytes));
}
