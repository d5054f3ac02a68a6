using System.Buffers.Text;
using System.Text;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>A place in a list, as text that whoever reads on hands back, or makes up.</summary>
public sealed class PageCursorTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("7", "7")]
    [InlineData("a|b", "a|b")]
    [InlineData("", "")]
    public void Written_cursor_is_read_as_moment_and_tie(string tie, string expected) =>
        Assert.Equal(new PageCursor(At.ToUniversalTime(), expected), PageCursor.Read(PageCursor.Write(At, tie)));

    [Theory]
    [InlineData("no number|7")]
    [InlineData("-1|7")]
    [InlineData(" 1|7")]
    [InlineData("1")]
    [InlineData("3155378976000000000|7")]
    public void Text_that_is_no_place_of_ours_is_none(string text) =>
        Assert.Null(PageCursor.Read(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Nothing_and_text_in_other_letters_are_no_place_and_the_last_moment_is_one()
    {
        Assert.Null(PageCursor.Read(null));
        Assert.Null(PageCursor.Read("*"));
        Assert.Equal(DateTimeOffset.MaxValue, PageCursor.Read(PageCursor.Write(DateTimeOffset.MaxValue, 1))!.At);
    }

    [Fact]
    public void Surplus_row_tells_of_a_next_page_and_is_left_to_it()
    {
        var last = Paging.Cut([1, 2], 2, static row => $"after {row}");
        var more = Paging.Cut([1, 2, 3], 2, static row => $"after {row}");

        Assert.Equal([1, 2], last.Items);
        Assert.Equal([1, 2], more.Items);
        Assert.Equal((null, "after 2"), (last.Next, more.Next));
    }
}
