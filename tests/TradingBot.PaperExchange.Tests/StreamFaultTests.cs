using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class StreamFaultTests
{
    private static readonly object _limit =
        new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.01", price = "50000" };

    [Fact]
    public async Task Dropped_stream_loses_its_message_and_ends()
    {
        await using var exchange = await PreparedAsync(new { path = "/v5/private", kind = "streamDrop" });
        using var stream = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/private", "order");
        await exchange.PlaceAsync(_limit);
        Assert.Equal(0, await stream.UntilCutAsync());
    }

    [Fact]
    public async Task Duplicated_message_comes_twice_alike()
    {
        await using var exchange = await PreparedAsync(new { path = "/v5/private", kind = "streamDuplicate" });
        using var stream = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/private", "order");
        await exchange.PlaceAsync(_limit);
        Assert.Equal((await stream.HearAsync("order")).ToJsonString(), (await stream.HearAsync("order")).ToJsonString());
    }

    [Fact]
    public async Task Silenced_stream_answers_not_even_a_ping()
    {
        await using var exchange = await PreparedAsync(new { path = "/v5/private", kind = "streamSilence", delayMs = 600_000 });
        using var stream = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/private", "order");
        using var witness = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/private", "order");
        await exchange.OrderInAsync(await exchange.PlaceAsync(_limit), "New");
        await stream.SayAsync(new { op = "ping" });
        await witness.HearAsync("order");
        await exchange.Client.SimAsync(HttpMethod.Post, "/sim/faults", new { path = "/v5/private", kind = "streamDrop" });
        await exchange.PlaceAsync(_limit);
        Assert.Equal(0, await stream.UntilCutAsync());
    }

    private static async Task<RunningExchange> PreparedAsync(object fault)
    {
        var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.Client.SimAsync(HttpMethod.Post, "/sim/faults", fault);
        return exchange;
    }
}
