using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.Benchmarks;

/// <summary>What an order call costs on our side, and what the paper exchange takes.</summary>
internal static class ExchangeBenchmarks
{
    private const int Calls = 20_000;
    private const int Orders = 3_000;

    public static async Task RunAsync(Report report)
    {
        await ClientAsync(report);
        await PaperAsync(report);
    }

    private static async Task ClientAsync(Report report)
    {
        // A clock that leaps keeps the rate gate open; the exchange answers from memory, so that only our side costs.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddBybit(options => options.BaseUrl = "http://127.0.0.1:1");
        services.AddHttpClient("TradingBot.Bybit").ConfigurePrimaryHttpMessageHandler(() => new CannedExchange(clock));
        await using var provider = services.BuildServiceProvider();
        var exchange = provider.GetRequiredService<IExchange>();
        var (samples, allocated) = (new Samples(), 0L);
        for (var call = -2_000; call < Calls; call++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            if (call == 0) allocated = GC.GetTotalAllocatedBytes(precise: true);
            var started = TimeProvider.System.GetTimestamp();
            var outcome = await exchange.PlaceOrderAsync(AnOrder(), CancellationToken.None);
            if (call >= 0) samples.Since(started);
            if (outcome is not SubmitOutcome.Accepted) throw new InvalidOperationException(outcome.ToString());
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        report.Add(
            "order call without network: form, JSON, signature, HTTP message, answer",
            $"p50 {samples.Median * 1000:0.0} µs, p99 {samples.P99 * 1000:0.0} µs", $"{allocated / (double)Calls / 1024:0.0} KiB allocated, {Calls} calls");
    }

    private static async Task PaperAsync(Report report)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var paper = new PaperExchangeHost(
            new PaperExchangeOptions { Port = 0, AutoPrices = false, TimeProvider = clock }, NullLoggerFactory.Instance);
        await paper.StartAsync(CancellationToken.None);
        using var http = new HttpClient { BaseAddress = paper.BaseUrl };
        var samples = new Samples();
        var started = 0L;
        for (var order = -300; order < Orders; order++)
        {
            if (order == 0) started = TimeProvider.System.GetTimestamp();
            // Leaps past the exchange's rate limit and its answering time.
            clock.Advance(TimeSpan.FromMilliseconds(150));
            var sent = TimeProvider.System.GetTimestamp();
            await PlaceAsync(http, clock, order % 2 == 0 ? "Buy" : "Sell");
            if (order >= 0) samples.Since(sent);
        }

        report.Add(
            "paper exchange, signed market orders over HTTP, one after another",
            $"{Orders / TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} a second", $"p50 {samples.Median:0.00} ms, p99 {samples.P99:0.00} ms, in memory");
    }

    private static async Task PlaceAsync(HttpClient http, TimeProvider clock, string side)
    {
        var body = $$"""{"category":"linear","symbol":"BTCUSDT","side":"{{side}}","orderType":"Market","qty":"0.01"}""";
        var stamp = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v5/order/create")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-BAPI-API-KEY", "paper");
        request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", "5000");
        request.Headers.Add(
            "X-BAPI-SIGN", Convert.ToHexStringLower(HMACSHA256.HashData("paper"u8, Encoding.UTF8.GetBytes($"{stamp}paper5000{body}"))));
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("\"retCode\":0", StringComparison.Ordinal)) throw new InvalidOperationException(text);
    }

    private static OrderIntent AnOrder() => new()
    {
        LinkId = OrderLinkId.For(new TradeId(Guid.CreateVersion7()), OrderRole.Entry),
        Category = Category.Linear,
        Symbol = Symbol.Parse("BTCUSDT"),
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Quantity = 0.015m,
        StopLoss = 98_765.4m,
        TakeProfit = 123_456.7m,
    };

    private sealed class CannedExchange(TimeProvider clock) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content) await content.CopyToAsync(Stream.Null, cancellationToken);
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var result = request.RequestUri!.AbsolutePath == "/v5/market/time"
                ? $$"""{"timeSecond":"{{now / 1000}}","timeNano":"{{now}}000000"}"""
                : """{"orderId":"1321003749386327552","orderLinkId":"spot-test-postonly"}""";
            var answer = $$$"""{"retCode":0,"retMsg":"OK","result":{{{result}}},"retExtInfo":{},"time":{{{now}}}}""";
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
