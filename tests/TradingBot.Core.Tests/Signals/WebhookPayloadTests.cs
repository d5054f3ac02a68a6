using FsCheck.Xunit;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Signals;

public sealed class WebhookPayloadTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" \r\n\t{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"a\":NaN}")]
    public void JSON_object_is_read_by_content(string body)
    {
        Assert.NotNull(WebhookPayload.TryRead(body, out var error));
        Assert.Null(error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("buy BTCUSDT")]
    [InlineData("[1]")]
    [InlineData("\"{}\"")]
    [InlineData("{\"comment\":\"say \"hi\"\"}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":nan}")]
    [InlineData("{\"a\":1,\"b\":\"\\ud800\",\"a\":1}")]
    [InlineData("{\"\\ud800\":1,\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":\"\\ud800\"")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1")]
    public void Anything_else_is_refused_with_a_sentence(string body)
    {
        Assert.Null(WebhookPayload.TryRead(body, out var error));
        Assert.NotEmpty(error!);
    }

    [Theory]
    [InlineData("{\"a\":\"\\ud800\",\"symbol\":\"X\"}", "a")]
    [InlineData("{\"symbol\":\"X\",\"\\udc00\":1}", "#2")]
    [InlineData("{\"a\":{\"b\":[1,\"\\ud800\"]},\"symbol\":\"X\",\"c\":\"\\ud800\"}", "a.b[1]|c")]
    [InlineData("{\"symbol\":\"X\",\"a\":{\"\\ud800\":1}}", "a.#1")]
    [InlineData("{\"\\u0073ymbol\":\"X\"}", "")]
    public void Half_of_a_surrogate_pair_leaves_the_other_fields_readable(string body, string unreadable)
    {
        var payload = WebhookPayload.TryRead(body, out var error)!;

        Assert.Null(error);
        Assert.Equal((unreadable, "X"), (string.Join('|', payload.Unreadable), payload.SymbolText));
        Assert.Equal(["symbol", "X"], payload.Texts);
    }

    [Fact]
    public void Texts_are_the_names_and_the_texts_of_every_depth_and_no_numbers() =>
        Assert.Equal(
            ["a", "b", "c", "d", "e", "f", "g", "h"],
            WebhookPayload.TryRead("""{"a":{"b":["c",1,{"d":["e"]}]},"f":[["g"],"h",true,null]}""", out _)!.Texts);

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Null(WebhookPayload.TryRead(string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40), out _));

    [Theory]
    [InlineData("{\"secret\":\"abc\"}", "abc")]
    [InlineData("{\"secret\":123}", "123")]
    [InlineData("{\"secret\":null}", null)]
    [InlineData("{\"secret\":{\"a\":1}}", null)]
    [InlineData("{}", null)]
    public void Secret_is_taken_from_its_field(string body, string? secret) =>
        Assert.Equal(secret, WebhookPayload.TryRead(body, out _)!.Secret);

    [Fact]
    public void Masked_keeps_everything_but_the_secrets()
    {
        var payload = WebhookPayload.TryRead("{ \"secret\" : \"s3cr3t\", \"price\":1.50,\n\"nested\":{\"ApiKey\":[\"k3y\"]}, \"comment\":\"uses s3cr3t\" }", out _)!;

        Assert.Equal(
            "{ \"secret\" : \"***\", \"price\":1.50,\n\"nested\":{\"ApiKey\":\"***\"}, \"comment\":\"uses ***\" }", payload.Masked);
    }

    [Theory]
    [InlineData("{\"secret\":\"hunter2x\"}")]
    [InlineData("{\"secret\":\"hunter2x")]
    [InlineData("{\"secret\":hunter2x,\"a\":1}")]
    [InlineData("{'secret':'hunter2x','a':1}")]
    [InlineData("{\"a\":\"x\"y\",\"secret\":\"hunter2x\"}")]
    [InlineData("{\"a\":\"x\"y\",\"webhookToken\" : \"hunter2x\"}")]
    [InlineData("{\"api_key\":\"hunter2x\"")]
    [InlineData("{\"PASSWORD\":\"hunter2x\"")]
    [InlineData("{\"apiKey\":{\"a\":\"hunter2x\"}}")]
    [InlineData("{\"\\u0073ecret\":\"hunter2x\"}")]
    [InlineData("{\"secret\":\"hunter2x\",\"b\":\"\\ud800\",")]
    [InlineData("{\"\\ud800\":1,\"secret\":\"hunter2x\"}")]
    [InlineData("secret=hunter2x")]
    [InlineData("{\"bot_uuid\":\"hunter2x\",\"a\":1}")]
    [InlineData("{\"signalToken\":\"hunter2x\"")]
    [InlineData("buy BTCUSDT token = hunter2x;")]
    public void Mask_hides_a_secret_in_valid_and_broken_bodies(string body)
    {
        var masked = WebhookPayload.Mask(body);

        Assert.DoesNotContain("hunter2x", masked, StringComparison.Ordinal);
        Assert.Contains("***", masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("60123456789,buy,BTCUSDT", "***,buy,BTCUSDT")]
    [InlineData("\n 701234 , closelong , BTCUSDT", "\n *** , closelong , BTCUSDT")]
    [InlineData("12345,buy,BTCUSDT", "12345,buy,BTCUSDT")]
    [InlineData("buy,60123456789,BTCUSDT", "buy,60123456789,BTCUSDT")]
    [InlineData("{\"a\":60123456789,\"b\":1}", "{\"a\":60123456789,\"b\":1}")]
    [InlineData("60123456789 buy BTCUSDT", "*** buy BTCUSDT")]
    [InlineData("60123456789;buy;BTCUSDT", "***;buy;BTCUSDT")]
    [InlineData("60123456789", "***")]
    [InlineData("60123456789buy,BTCUSDT", "***buy,BTCUSDT")]
    [InlineData("601234567890123456789012,buy", "***,buy")]
    [InlineData("\uFEFF60123456789|buy", "***|buy")]
    [InlineData("\"60123456789,buy,BTCUSDT\"", "\"***,buy,BTCUSDT\"")]
    public void Mask_hides_the_licence_number_that_a_text_begins_with(string body, string expected) =>
        Assert.Equal(expected, WebhookPayload.Mask(body));

    [Fact]
    public void Mask_hides_known_secrets_wherever_they_stand() =>
        Assert.Equal(
            "{\"comment\":\"*** and ***\"", WebhookPayload.Mask("{\"comment\":\"one-key and t\\u0022o\"", "one-key", "t\"o", null, ""));

    [Theory]
    [InlineData("{\"comment\":\"x\\u006fne-key\"}", "{\"comment\":\"x***\"}")]
    [InlineData("{\"a\":[{\"b\":\"\\u006fne-key\"}],\"c\":\"plain\"}", "{\"a\":[{\"b\":\"***\"}],\"c\":\"plain\"}")]
    [InlineData("{\"\\u0073ecret\":[1,\"hunter2x\"],\"c\":\"plain\"}", "{\"\\u0073ecret\":\"***\",\"c\":\"plain\"}")]
    public void Mask_takes_the_place_of_a_secret_that_is_written_with_escapes_and_leaves_json(string body, string expected) =>
        Assert.Equal(expected, WebhookPayload.Mask(body, "one-key"));

    [Theory]
    [InlineData("{\"comment\":\"say \"hi\"\",\"secret\":\"abc-1\"}", "abc-1")]
    [InlineData("{'secret' : 'abc-1'", "abc-1")]
    [InlineData("{\"secretary\":\"abc\"", null)]
    [InlineData("secret=abc", null)]
    public void Secret_is_found_in_a_broken_body(string body, string? secret) => Assert.Equal(secret, WebhookPayload.FindSecret(body));

    [Property]
    public void No_text_whatever_makes_reading_or_masking_throw(string? text)
    {
        var body = "{\"secret\":\"" + text;

        Assert.NotNull(WebhookPayload.Mask(body, "a"));
        WebhookPayload.FindSecret(body);
        WebhookPayload.TryRead(body, out _);
        WebhookPayload.TryRead(text ?? "", out _);
    }
}
