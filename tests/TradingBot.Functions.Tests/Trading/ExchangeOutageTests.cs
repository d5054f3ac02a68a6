using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Functions.Tests.Api;
using TradingBot.Trading.Accounts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// An exchange that bans the bot, cannot be used or refuses its key, driven over HTTP: health says so, it is told once, and so is its end.
/// </summary>
public sealed class ExchangeOutageTests
{
    private const string Question = "/v5/account/info";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the paper exchange does, and what the notice says of it.</summary>
    public static TheoryData<string, int, string> Outages => new()
    {
        { "status", 429, "HTTP 429" },
        { "status", 502, "HTTP 502" },
        { "status", 418, "not in its own format" },
        { "retCode", 10006, "10006" },
        { "retCode", 10018, "the address's rate limit is used up" },
        { "retCode", 10016, "a server error" },
        { "dropBefore", 0, "The connection broke" },
    };

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Outage_turns_health_unhealthy_and_is_told_once_and_so_is_its_end(string kind, int number, string says)
    {
        await using var host = await TradingTestHost.OpenAsync();
        await AskAsync(host);
        await ReadAccountAsync(host);
        Assert.Equal("healthy", await HealthAsync(host));

        await host.Controls.FaultAsync("*", kind, count: 10_000, retCode: number, status: Math.Max(400, number));
        await AskAsync(host);
        Assert.Equal("healthy", await HealthAsync(host));
        await AskAsync(host, after: 2);
        Assert.Equal("unhealthy", await HealthAsync(host));
        await AskAsync(host, after: 2);
        await AskAsync(host, after: 60);

        var begun = Assert.Single(await NoticesAsync(host));
        Assert.Equal(("exchangeOutage", "critical"), ((string?)begun["kind"], (string?)begun["severity"]));
        Assert.Contains(says, (string?)begun["body"], StringComparison.Ordinal);
        Assert.Contains(says, await MessageAsync(host), StringComparison.Ordinal);

        await host.Controls.HealAsync();
        await AskAsync(host, after: 2);
        await ReadAccountAsync(host);
        Assert.Equal("healthy", await HealthAsync(host));
        Assert.Single(await NoticesAsync(host));
        await AskAsync(host, after: 10);
        await AskAsync(host, after: 2);

        var told = await NoticesAsync(host);
        Assert.Equal(["exchangeAnswersAgain", "exchangeOutage"], told.Select(static notice => (string?)notice["kind"]));
        Assert.Matches("^The exchange answers again after 1 min \\d+ s$", (string?)told[0]["subject"]);
    }

    [Fact]
    public async Task Ban_is_an_outage_at_once_and_nothing_is_sent_while_it_lasts()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await ReadAccountAsync(host);
        await AskAsync(host);
        await host.Controls.FaultAsync("*", "status", status: 403);

        await AskAsync(host);
        Assert.Equal("unhealthy", await HealthAsync(host));
        var sent = (await host.Controls.TextsAsync(Question)).Count;
        for (var minute = 0; minute < 9; minute++)
            await AskAsync(host, after: 60);

        Assert.Equal("unhealthy", await HealthAsync(host));
        Assert.Equal(sent, (await host.Controls.TextsAsync(Question)).Count);
        Assert.Contains("All calls are paused until", (string?)Assert.Single(await NoticesAsync(host))["body"], StringComparison.Ordinal);

        await AskAsync(host, after: 61);
        await ReadAccountAsync(host);
        Assert.Equal("healthy", await HealthAsync(host));
        await AskAsync(host, after: 10);
        Assert.Equal(2, (await NoticesAsync(host)).Count);
    }

    [Fact]
    public async Task Pause_of_a_ban_outlives_the_process_and_is_not_told_again()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await AskAsync(host);
        await host.Controls.FaultAsync("*", "status", status: 403);
        await AskAsync(host);
        var sent = (await host.Controls.TextsAsync(Question)).Count;

        await host.KillAsync();
        await host.StartAsync();
        Assert.Equal("unhealthy", await HealthAsync(host));
        await AskAsync(host, after: 60);

        Assert.Equal("unhealthy", await HealthAsync(host));
        Assert.Equal(sent, (await host.Controls.TextsAsync(Question)).Count);
        Assert.Single(await NoticesAsync(host));

        await AskAsync(host, after: 541);
        Assert.Equal(sent + 1, (await host.Controls.TextsAsync(Question)).Count);
        await AskAsync(host, after: 10);
        Assert.Equal("exchangeAnswersAgain", (string?)(await NoticesAsync(host))[0]["kind"]);
    }

    [Fact]
    public async Task Outages_that_follow_closely_are_told_one_by_one_across_a_restart()
    {
        await using var host = await TradingTestHost.OpenAsync();
        for (var outage = 0; outage < 3; outage++)
        {
            await host.Controls.FaultAsync("*", "status", count: 10_000, status: 503);
            await AskAsync(host, after: 27);
            await AskAsync(host, after: 2);
            await AskAsync(host, after: 12);
            if (outage == 1)
            {
                await host.KillAsync();
                await host.StartAsync();
            }

            await host.Controls.HealAsync();
            await AskAsync(host, after: 2);
            await AskAsync(host, after: 12);
        }

        Assert.Equal(
            Enumerable.Repeat((string[])["exchangeAnswersAgain", "exchangeOutage"], 3).SelectMany(static pair => pair),
            (await NoticesAsync(host)).Select(static notice => (string?)notice["kind"]));
    }

    [Theory]
    [InlineData(10003, "the API key is invalid")]
    [InlineData(10004, "the signature was refused")]
    [InlineData(33004, "the API key has expired")]
    [InlineData(10010, "this address is not on the key's list")]
    public async Task Refused_key_is_told_in_plain_words(int code, string says)
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Controls.FaultAsync(Question, "retCode", count: 10_000, retCode: code);

        await AskAsync(host);
        await AskAsync(host, after: 2);
        await AskAsync(host, after: 2);

        Assert.Equal("unhealthy", await HealthAsync(host));
        var told = Assert.Single(await NoticesAsync(host));
        Assert.Equal("exchangeRefused", (string?)told["kind"]);
        Assert.Contains(says, (string?)told["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Definite_answer_about_the_route_is_an_answer()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Controls.FaultAsync(Question, "retCode", count: 10_000, retCode: 10032);

        await AskAsync(host);
        await AskAsync(host, after: 2);

        Assert.Empty(await NoticesAsync(host));
    }

    [Fact]
    public async Task Several_processes_tell_once()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var watches = Enumerable.Range(0, 4)
            .Select(_ => ActivatorUtilities.CreateInstance<ExchangeWatch>(host.Services))
            .ToList();
        await host.Controls.FaultAsync("*", "status", count: 10_000, status: 502);

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(watches.Select(static watch => watch.AskAsync(Token)));
            host.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Single(await NoticesAsync(host));
        await host.Controls.HealAsync();
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(watches.Select(static watch => watch.AskAsync(Token)));
            host.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, (await NoticesAsync(host)).Count);
    }

    private static async Task AskAsync(TradingTestHost host, double after = 0)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(after));
        await host.Services.GetRequiredService<ExchangeWatch>().AskAsync(Token);
    }

    private static Task ReadAccountAsync(TradingTestHost host) => host.Services.GetRequiredService<AccountRefresh>().RefreshAsync(Token);

    private static async Task<string?> HealthAsync(TradingTestHost host) =>
        (string?)(await host.Http.GetFromJsonAsync<JsonObject>("api/health", Token))!["status"];

    private static async Task<string?> MessageAsync(TradingTestHost host) =>
        (string?)(await ApiHost.ReadAsync(host.Http.GetAsync("api/health/details", Token), 200))["checks"]!.AsArray()
            .Single(static check => (string?)check!["name"] == "exchange")!["message"];

    private static async Task<IReadOnlyList<JsonNode>> NoticesAsync(TradingTestHost host) =>
    [
        .. (await ApiHost.ReadAsync(host.Http.GetAsync("api/notifications", Token), 200))["items"]!.AsArray().Select(static item => item!),
    ];
}
