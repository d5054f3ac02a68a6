using System.Reflection;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An exchange that tells the price of BTCUSDT, 66,000, and gives no answer to anything else.</summary>
public class PricedExchange : AwayExchange
{
    public static new IExchange Open() => Create<IExchange, PricedExchange>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IExchange.FindInstrumentAsync) => Told<Instrument?>(new Instrument
        {
            Category = Category.Linear,
            Symbol = TradeDriver.Btc,
            BaseCoin = "BTC",
            QuoteCoin = "USDT",
            SettleCoin = "USDT",
            IsTradable = true,
            TickSize = 0.1m,
            QuantityStep = 0.001m,
            MinQuantity = 0.001m,
            MaxMarketQuantity = 100m,
            MaxLimitQuantity = 500m,
            MinNotional = 5m,
        }),
        nameof(IExchange.GetTickerAsync) => Told(new Ticker
        {
            Category = Category.Linear,
            Symbol = TradeDriver.Btc,
            LastPrice = 66_000m,
            At = DateTimeOffset.UnixEpoch,
        }),
        nameof(IExchange.GetFeeRateAsync) => Told(new FeeRate(0.0002m, 0.00055m)),
        _ => base.Invoke(targetMethod, args),
    };

    private static Task<ExchangeResult<T>> Told<T>(T value) => Task.FromResult<ExchangeResult<T>>(new ExchangeResult<T>.Success(value));
}
