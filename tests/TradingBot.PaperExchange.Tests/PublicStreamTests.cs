using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;
using static TradingBot.PaperExchange.Tests.StreamQuestions;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Tickers, books and bars.</summary>
public sealed class PublicStreamTests
{
    [Fact]
    public async Task Ticker_of_a_perpetual_is_whole_once_and_then_only_what_changed()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var stream = await PublicAsync(exchange, "linear", "tickers.BTCUSDT");
        var first = await stream.HearAsync("tickers.BTCUSDT");
        Assert.Equal(
            ("snapshot", "60000.0", "59999.9"), (Text(first, "type"), Text(first["data"], "lastPrice"), Text(first["data"], "bid1Price")));

        await exchange.SetPriceAsync("60001");

        var next = await stream.HearAsync("tickers.BTCUSDT");
        Assert.Equal(("delta", "60001.0"), (Text(next, "type"), Text(next["data"], "lastPrice")));
        Assert.Null(next["data"]!["prevPrice24h"]);
    }

    [Fact]
    public async Task Ticker_of_a_pair_is_whole_and_has_no_quotes()
    {
        await using var exchange = await StartAsync();
        using var stream = await PublicAsync(exchange, "spot", "tickers.BTCUSDT");
        await stream.HearAsync("tickers.BTCUSDT");
        await exchange.SetPriceAsync("61000", "spot");
        var next = await stream.HearAsync("tickers.BTCUSDT");
        Assert.Equal(("snapshot", "61000.0"), (Text(next, "type"), Text(next["data"], "lastPrice")));
        Assert.Null(next["data"]!["bid1Price"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(200)]
    public async Task Book_put_together_from_changes_is_the_book(int depth)
    {
        var topic = $"orderbook.{depth}.BTCUSDT";
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var stream = await PublicAsync(exchange, "linear", topic);
        var bids = new Dictionary<string, string>(StringComparer.Ordinal);
        Merge(bids, await stream.HearAsync(topic));

        foreach (var price in new[] { "60000.3", "59999.2", "60002" })
        {
            await exchange.SetPriceAsync(price);
            Merge(bids, await stream.HearAsync(topic));
        }

        var book = (await exchange.Client.GetAsync(
            "/v5/market/orderbook", $"category=linear&symbol=BTCUSDT&limit={depth}"))["result"]!["b"]!.AsArray();
        Assert.Equal(
            book.Select(level => level!.ToJsonString()).Order(),
            bids.Select(level => new JsonArray(level.Key, level.Value).ToJsonString()).Order());

        static void Merge(Dictionary<string, string> bids, JsonNode message)
        {
            if (Text(message, "type") == "snapshot")
                bids.Clear();
            foreach (var level in message["data"]!["b"]!.AsArray())
            {
                bids[(string)level![0]!] = (string)level[1]!;
                if ((string?)level[1] == "0")
                    bids.Remove((string)level[0]!);
            }
        }
    }

    [Fact]
    public async Task Bars_are_told_unfinished_and_once_more_when_finished()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 10, 0, 30, TimeSpan.Zero));
        await using var exchange = await StartAsync(new PaperExchangeOptions { AutoPrices = false, TimeProvider = clock });
        using var stream = await PublicAsync(exchange, "linear", "kline.1.BTCUSDT");
        await stream.HearAsync("kline.1.BTCUSDT");
        await exchange.SetPriceAsync("60000");
        Assert.Equal(("60000.0", false), Close(await stream.HearAsync("kline.1.BTCUSDT")));
        clock.Advance(TimeSpan.FromMinutes(1));

        await exchange.SetPriceAsync("60100");

        Assert.Equal(("60000.0", true), Close(await stream.HearAsync("kline.1.BTCUSDT")));
        Assert.Equal(("60100.0", false), Close(await stream.HearAsync("kline.1.BTCUSDT")));

        static (string, bool) Close(JsonNode message) => (Text(message["data"]![0], "close"), (bool)message["data"]![0]!["confirm"]!);
    }
}
