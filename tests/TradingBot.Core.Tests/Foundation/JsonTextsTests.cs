using System.Text.Json;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Tests.Foundation;

public sealed class JsonTextsTests
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    [Theory]
    [InlineData("""{"a":"x","b":[1,{"c":"☃"}]}""", null)]
    [InlineData("""{"a":"\ud800"}""", "a")]
    [InlineData("""{"a":[{"b":1},{"b":"x\udc00"}]}""", "a[1].b")]
    [InlineData("""{"a":1,"\ud800":2}""", "#2")]
    [InlineData("""{"a":{"\ud800":2}}""", "a.#1")]
    [InlineData("""[["\ud800"]]""", "[0][0]")]
    [InlineData("\"\\ud800\"", "the message")]
    public void Text_that_cannot_be_read_is_named_by_its_place(string json, string? place)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(place, JsonTexts.FindUnreadable(document.RootElement));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "the field \"a\" is given twice")]
    [InlineData("""{"x":{"b":1,"b":2}}""", "the field \"b\" is given twice")]
    [InlineData("""{"a":"say "hi""}""", "line 1, byte 11")]
    [InlineData("{\n\"a\":1,}", "line 2, byte 6")]
    [InlineData("""{"\ud800":1}""", "#1 holds a broken \\u escape")]
    public void Why_a_text_is_no_JSON_is_told_with_the_place(string text, string words)
    {
        var fault = Assert.ThrowsAny<Exception>(() => JsonDocument.Parse(text, Strict));

        var why = JsonTexts.WhyBroken(fault, text);

        Assert.Contains(words, why, StringComparison.Ordinal);
        Assert.DoesNotContain("line ,", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_of_another_kind_is_none_of_the_text() => Assert.Null(JsonTexts.WhyBroken(new IOException(), "{}"));

    [Fact]
    public void Names_and_texts_are_all_listed()
    {
        using var document = JsonDocument.Parse("""{"a":"b","c":[{"d":1},"e",null]}""");

        Assert.Equal(["a", "b", "c", "d", "e"], JsonTexts.In(document.RootElement));
    }
}
