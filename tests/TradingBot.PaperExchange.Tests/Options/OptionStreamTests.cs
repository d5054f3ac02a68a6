using Microsoft.Extensions.Time.Testing;
using static TradingBot.PaperExchange.Tests.OptionFixture;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Options on sockets.</summary>
public sealed class OptionStreamTests
{
    [Fact]
    public async Task Ticker_is_told_whole_in_the_streams_spelling_and_follows_the_index()
    {
        await using var fixture = await OpenAsync();
        var rest = await fixture.TickerAsync(FarCall);
        using var stream = await StreamClient.OpenAsync(fixture.Exchange.BaseUrl, "/v5/public/option");
        var answer = await stream.AskAsync(new { op = "subscribe", args = new[] { $"tickers.{FarCall}" } });
        Assert.True((bool)answer["success"]!, answer.ToJsonString());
        var first = (await stream.HearAsync($"tickers.{FarCall}"))["data"]!;
        Assert.Equal(
            (Text(rest, "bid1Price"), Text(rest, "ask1Iv"), Text(rest, "markIv"), Text(rest, "markPrice")),
            (Text(first, "bidPrice"), Text(first, "askIv"), Text(first, "markPriceIv"), Text(first, "markPrice")));

        await fixture.Exchange.SetPriceAsync("70000", "spot");
        var next = await stream.HearAsync($"tickers.{FarCall}", message => Number(message["data"], "indexPrice") == 70_000);
        Assert.Equal("snapshot", Text(next, "type"));
        Assert.Equal(Text(await fixture.TickerAsync(FarCall), "markPrice"), Text(next["data"], "markPrice"));
    }

    [Fact]
    public async Task Book_starts_whole_and_then_tells_changes()
    {
        await using var fixture = await OpenAsync();
        using var stream = await StreamClient.OpenAsync(fixture.Exchange.BaseUrl, "/v5/public/option");
        await stream.AskAsync(new { op = "subscribe", args = new[] { $"orderbook.25.{FarCall}" } });
        var book = await stream.HearAsync($"orderbook.25.{FarCall}");
        Assert.Equal(("snapshot", 25), (Text(book, "type"), book["data"]!["a"]!.AsArray().Count));
        Assert.Equal(Text(await fixture.TickerAsync(FarCall), "bid1Price"), (string)book["data"]!["b"]![0]![0]!);
        await fixture.Exchange.SetPriceAsync("70000", "spot");
        Assert.Equal("delta", Text(await stream.HearAsync($"orderbook.25.{FarCall}"), "type"));
    }

    [Theory]
    [InlineData("tickers.BTC-1MAR26-68000-C-USDT")]
    [InlineData("tickers.BTC-27MAR26-68001-C-USDT")]
    [InlineData("tickers.BTCUSDT")]
    [InlineData("publicTrade.DOGE")]
    [InlineData("kline.5.BTC-27MAR26-70000-C-USDT")]
    public async Task What_is_not_on_the_board_cannot_be_heard(string topic)
    {
        await using var fixture = await OpenAsync();
        using var stream = await StreamClient.OpenAsync(fixture.Exchange.BaseUrl, "/v5/public/option");
        Assert.False((bool)(await stream.AskAsync(new { op = "subscribe", args = new[] { topic } }))["success"]!);
    }

    [Fact]
    public async Task Trades_are_told_by_coin_and_delivery_to_the_account()
    {
        // Five minutes before the expiry: a socket may say nothing for ten.
        await using var fixture = await OpenAsync(new FakeTimeProvider(new DateTimeOffset(2026, 3, 3, 7, 55, 0, TimeSpan.Zero)));
        using var trades = await StreamClient.OpenAsync(fixture.Exchange.BaseUrl, "/v5/public/option");
        await trades.AskAsync(new { op = "subscribe", args = new[] { "publicTrade.BTC" } });
        using var account = await StreamClient.SignedInAsync(fixture.Exchange.BaseUrl, "/v5/private", "execution", "position");
        const string Expiring = "BTC-3MAR26-67000-C-USDT";
        await fixture.FillAsync(Expiring, "Buy", "0.1");
        Assert.Equal(Expiring, Text((await trades.HearAsync("publicTrade.BTC"))["data"]![0], "s"));
        Assert.Equal("Trade", Text((await account.HearAsync("execution"))["data"]![0], "execType"));

        fixture.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 3, 8, 0, 0, TimeSpan.Zero));
        var delivery = (await account.HearAsync("execution"))["data"]![0];
        Assert.Equal(("Delivery", "option", "1000"), (Text(delivery, "execType"), Text(delivery, "category"), Text(delivery, "execPrice")));
        var flat = (await account.HearAsync("position", message => Text(message["data"]![0], "size") == "0"))["data"]![0];
        Assert.Equal(Expiring, Text(flat, "symbol"));
    }
}
