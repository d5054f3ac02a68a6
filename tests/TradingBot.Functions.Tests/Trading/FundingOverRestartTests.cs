using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Funding with orchestrations running by themselves, over HTTP, and a process that dies between two payments.</summary>
public sealed class FundingOverRestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, "BTCUSDT", SignalAction.Buy)]
    [InlineData(Category.Inverse, "BTCUSD", SignalAction.Sell)]
    public async Task Payments_before_while_and_after_the_process_is_dead_are_all_counted_once(
        Category category, string symbol, SignalAction action)
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Controls.ResetAsync(category == Category.Inverse ? ("BTC", "0.5") : ("USDT", "10000"));
        await host.Driver.StrategyAsync(strategy => category == Category.Linear ? strategy : strategy with
        {
            Category = category,
            Symbols = [Symbol.Parse(symbol)],
            Sizing = new Sizing(SizingMode.FixedQuantity, 1000m),
        });
        var signal = await host.Driver.AlertAsync(
            alert => alert with { Action = action, Symbol = Symbol.Parse(symbol) }, category: category);
        var open = await host.TradeOfAsync(signal, TradingTestHost.IsOpen);

        await PayAsync(host, category, symbol, 0.0001m);
        await host.TradeInAsync(open.Id, static trade => trade.Funding != 0);
        await PayAsync(host, category, symbol, -0.0007m);
        await host.KillAsync();
        await PayAsync(host, category, symbol, 0.0002m);
        await host.StartAsync();
        await PayAsync(host, category, symbol, 0.0003m);
        await host.Driver.CloseAsync(open.Id);
        await host.TradeInAsync(open.Id, TradingTestHost.IsClosed);

        var trade = await host.Http.GetFromJsonAsync<JsonObject>($"api/trades/{open.Id}", Token);
        var paid = await PaidAsync(host);
        var payments = trade!["fundingPayments"]!.AsArray();
        Assert.Equal(4, paid.Count);
        Assert.Equal(paid, payments.Select(static payment => Number(payment!["amount"])));
        Assert.All(payments, payment => Assert.Equal(open.SettleCoin, (string?)payment!["coin"]));
        Assert.Equal(paid.Sum(), Number(trade["funding"]));
        Assert.Equal((await ProfitAsync(host, category, symbol)) - paid.Sum(), Number(trade["realizedPnl"]));
        Assert.Equal(Number(trade["realizedPnl"]), Number(trade["profit"]!["net"]));
        Assert.True((bool)trade["profit"]!["agrees"]!);
        var multiple = RiskMultiple.Of(category, Number(trade["realizedPnl"]), Number(trade["exitPrice"]), open.Risk);
        Assert.Equal(multiple, Number(trade["rMultiple"]));
        Assert.Equal(4, trade["events"]!.AsArray().Count(static line => (string?)line!["kind"] == "funding"));
        Assert.Empty(await host.Driver.DiscrepanciesAsync());
    }

    private static Task PayAsync(TradingTestHost host, Category category, string symbol, decimal rate) =>
        host.Controls.FundingAsync(rate, category == Category.Inverse ? "inverse" : "linear", symbol);

    private static async Task<IReadOnlyList<decimal>> PaidAsync(TradingTestHost host) =>
        await host.Services.GetRequiredService<IExchange>().GetTransactionsAsync(host.Clock.GetUtcNow().AddHours(-1), Token)
            is ExchangeResult<IReadOnlyList<AccountTransaction>>.Success { Value: var lines }
            ? [.. lines.Where(static line => line.Type == "SETTLEMENT").Select(static line => -line.Funding)]
            : throw new InvalidOperationException("No answer.");

    private static async Task<decimal> ProfitAsync(TradingTestHost host, Category category, string symbol) =>
        await host.Services.GetRequiredService<IExchange>()
            .GetClosedPnlAsync(category, Symbol.Parse(symbol), host.Clock.GetUtcNow().AddHours(-1), Token)
            is ExchangeResult<IReadOnlyList<ClosedPnl>>.Success { Value: var rows }
            ? rows.Sum(static row => row.Pnl)
            : throw new InvalidOperationException("No answer.");

    private static decimal Number(JsonNode? value) => decimal.Parse((string)value!, CultureInfo.InvariantCulture);
}
