using Mas.Results.Files;
using Xunit;

namespace Mas.Results.Tests.Files;

public sealed class MessageLimitsTests
{
    [Fact]
    public void Of_many_mistakes_the_first_are_told_and_how_many_more_there_are()
    {
        InputException error = new([.. Enumerable.Range(1, 24_050).Select(i => new InputError($"mistake {i}", "file", i))]);
        Assert.Equal(51, error.Errors.Count);
        Assert.Equal(("file:50: mistake 50", "and 24 000 more"), (error.Errors[49].ToString(), error.Errors[50].ToString()));
        Assert.EndsWith($"{Environment.NewLine}and 24 000 more", error.Message, StringComparison.Ordinal);
        Assert.Equal(50, new InputException([.. error.Errors.Take(50)]).Errors.Count);
        // As errors of several networks are put together.
        InputException both = new([.. error.Errors, .. error.Errors.Take(3)]);
        Assert.Equal((51, "and 24 003 more"), (both.Errors.Count, both.Errors[50].ToString()));
    }

    [Fact]
    public void A_message_and_a_key_are_cut_in_the_middle()
    {
        InputException error = new($"begins {new string('x', 1_000_000)} ends", key: new string('k', 1_000_000));
        Assert.InRange(error.Message.Length, 2_000, 2_300);
        Assert.StartsWith("begins xxx", error.Errors[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("xxx ends", error.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(200, error.Errors[0].Key!.Length);
    }

    [Theory]
    [InlineData("1000", 1000L)]
    [InlineData("1e3", 1000L)]
    [InlineData("1000.0", 1000L)]
    [InlineData("-2E+1", -20L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9007199254740992.0", 1L << 53)]
    [InlineData("1e18", null)]
    [InlineData("1e-3", null)]
    [InlineData("1.5", null)]
    [InlineData("1e999", null)]
    [InlineData("NaN", null)]
    [InlineData("1,000", null)]
    [InlineData(" 1", null)]
    [InlineData("0x10", null)]
    [InlineData("", null)]
    public void Whole_numbers_are_read_as_people_and_programs_write_them(string text, long? number) =>
        Assert.Equal(number, WholeNumber.Parse(text));
}
