using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Local;

namespace TradingBot.Benchmarks;

/// <summary>
/// The whole bot with its own database and paper exchange: from the webhook's call until the exchange has accepted the order.
/// </summary>
internal static class WebhookBenchmarks
{
    private const string Token = "benchmark-api-token-of-good-length";
    private const string Secret = "benchmark-webhook-token-of-good-length";
    private const int WarmUps = 8;
    private const int Runs = 50;

    // Two orders a round stay far below the ten a second that an account may send; closer together, the wait for that limit is what is
    // measured.
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(Report report)
    {
        using var folder = new BenchmarkFolder();
        // The host looks for functions in the program that was started, and that is this one.
        using var host = OneMachineHost.Build(
        [
            "--urls", "http://127.0.0.1:0", $"--TRADINGBOT_DATA={folder.Path}", "--PaperExchange:Port=0", "--PaperExchange:AutoPrices=false",
            $"--Auth:ApiToken={Token}", "--Auth:AdminPassword=benchmark-password", "--Logging:LogLevel:Default=Warning",
        ]);
        await host.StartAsync();
        using var accepted = new AcceptedOrders();
        using var client = new HttpClient
        {
            BaseAddress = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        (await client.PutAsJsonAsync("/api/risk", new JsonObject())).EnsureSuccessStatusCode();

        var (answers, walks, commits, calls) = (new Samples(), new Samples(), new Samples(), new Samples());
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        await RawCommit.MeasureAsync(source, 20);
        for (var run = -WarmUps; run < Runs; run++)
        {
            var round = Task.Delay(RoundLength, TimeProvider.System);
            var key = $"bench-{run + WarmUps}";
            await AddStrategyAsync(client, key);
            var order = accepted.Next();
            var started = TimeProvider.System.GetTimestamp();
            await AlertAsync(client, key, "buy");
            var answered = TimeProvider.System.GetTimestamp();
            var at = await order.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
            await AlertAsync(client, key, "close");
            await FlatAsync(client);

            var floor = TimeProvider.System.GetTimestamp();
            await RawCommit.OnceAsync(source);
            var committed = TimeProvider.System.GetTimestamp();
            await CallExchangeAsync(host.Services.GetRequiredService<IExchange>());
            var called = TimeProvider.System.GetTimestamp();
            await round;
            if (run < 0) continue;
            answers.Add(TimeProvider.System.GetElapsedTime(started, answered));
            walks.Add(TimeProvider.System.GetElapsedTime(started, at));
            commits.Add(TimeProvider.System.GetElapsedTime(floor, committed));
            calls.Add(TimeProvider.System.GetElapsedTime(committed, called));
        }

        await host.StopAsync();
        var (median, slowest) = (commits.Median + calls.Median, commits.P99 + calls.P99);
        report.Add("one durable commit, in the running bot", commits);
        report.Add("one signed order call, in the running bot", calls);
        report.Add("webhook → 202", answers);
        report.Add("webhook → order accepted", walks, $"{walks.Median / median:0.0} × the floor (one commit + one call: {median:0.00} ms) at p50, {walks.P99 / slowest:0.0} × at p99");
    }

    private static async Task AddStrategyAsync(HttpClient client, string key)
    {
        var strategy = JsonNode.Parse(
            """
            {"name":"Benchmark","state":"active","category":"linear","symbols":["BTCUSDT"],"direction":"both","orderType":"market",
             "sizing":{"mode":"fixedNotional","value":"200"},"leverage":"3","stopLoss":{"percent":"2"},"takeProfits":[],"formats":["tradingbot"]}
            """)!;
        strategy["token"] = Secret;
        using var answer = await client.PutAsJsonAsync($"/api/strategies/{key}", strategy);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private static async Task AlertAsync(HttpClient client, string key, string action)
    {
        var alert = new JsonObject { ["secret"] = Secret, ["symbol"] = "BYBIT:BTCUSDT.P", ["action"] = action, ["id"] = $"{key}-{action}" };
        using var answer = await client.PostAsJsonAsync($"/api/webhook/{key}", alert);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    private static async Task FlatAsync(HttpClient client)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await client.GetFromJsonAsync<JsonObject>("/api/trades?status=open"))!["items"]!.AsArray().Count > 0)
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(30)) throw new TimeoutException(
                "The trade does not close.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    // A spot order far below the market: accepted like any other, and never filled.
    private static async Task CallExchangeAsync(IExchange exchange)
    {
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.For(new TradeId(Guid.CreateVersion7()), OrderRole.Entry),
            Category = Category.Spot,
            Symbol = Symbol.Parse("BTCUSDT"),
            Side = OrderSide.Buy,
            Type = OrderType.Limit,
            Quantity = 0.001m,
            LimitPrice = 30_000m,
        };
        var outcome = await exchange.PlaceOrderAsync(intent, CancellationToken.None);
        if (outcome is not SubmitOutcome.Accepted) throw new InvalidOperationException(outcome.ToString());
    }
}
