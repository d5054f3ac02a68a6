using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Signals;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("\\u0041b%43", "AbC")]
    [InlineData("\\U0041", "A")]
    [InlineData("%4", "%4")]
    [InlineData("%", "%")]
    [InlineData("%zz%41", "%zzA")]
    [InlineData("\\u004", "\\u004")]
    [InlineData("\\u00zz", "\\u00zz")]
    [InlineData("\\n%00", "\\n\0")]
    public void Escapes_are_undone_where_they_are_some(string written, string read) => Assert.Equal(read, EscapedText.Of(written).Read);

    [Theory]
    [InlineData("a%42c and ABC, abd", "* and *, abd")]
    [InlineData("x\\u0061bc%61%62%63y", "x**y")]
    [InlineData("ab%43%", "*%")]
    [InlineData("%41%42", "%41%42")]
    public void Value_is_replaced_however_it_is_spelled_and_the_rest_stays_as_written(string written, string masked) =>
        Assert.Equal(masked, EscapedText.Of(written).Replace("abc", "*"));

    [Theory]
    [InlineData("the SeCrEt", "the ***")]
    [InlineData("the %73ecret", "the ***")]
    [InlineData("the \\u0073ecret", "the ***")]
    [InlineData("the secre", "the secre")]
    public void Secret_in_a_sentence_is_masked_in_any_case_and_with_any_escapes(string text, string masked) =>
        Assert.Equal(masked, WebhookPayload.MaskText(text, "secret"));
}
