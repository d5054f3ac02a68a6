using System.Text.Json.Nodes;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class KeyControlTests
{
    private const string Wallet = "/v5/account/wallet-balance";

    [Fact]
    public async Task Replaced_pair_counts_at_once_and_the_old_one_no_more()
    {
        await using var exchange = await StartAsync();
        using var next = new SigningClient(exchange.BaseUrl, TimeProvider.System, key: "next", secret: "other");
        Assert.Equal(10003, Code(await next.GetAsync(Wallet, "accountType=UNIFIED")));

        await ReplaceAsync(exchange);

        Assert.Equal(0, Code(await next.GetAsync(Wallet, "accountType=UNIFIED")));
        Assert.Equal(10003, Code(await exchange.Client.GetAsync(Wallet, "accountType=UNIFIED")));
        Assert.Equal("next", Text((await next.GetAsync("/v5/user/query-api"))["result"], "apiKey"));
    }

    [Fact]
    public async Task New_connection_of_a_stream_is_refused_the_old_pair()
    {
        await using var exchange = await StartAsync();
        using (var before = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/private"))
            Assert.True((bool)(await before.SignInAsync())["success"]!);

        await ReplaceAsync(exchange);

        using var after = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/private");
        Assert.False((bool)(await after.SignInAsync())["success"]!);
    }

    [Fact]
    public async Task Half_a_pair_is_refused_and_changes_nothing()
    {
        await using var exchange = await StartAsync();

        var answer = await exchange.Client.SimAsync(HttpMethod.Post, "/sim/keys", new { apiKey = "next" });

        Assert.Contains("apiSecret", Text(answer, "error"), StringComparison.Ordinal);
        Assert.Equal(0, Code(await exchange.Client.GetAsync(Wallet, "accountType=UNIFIED")));
    }

    private static Task<JsonNode> ReplaceAsync(RunningExchange exchange) =>
        exchange.Client.SimAsync(HttpMethod.Post, "/sim/keys", new { apiKey = "next", apiSecret = "other" });
}
