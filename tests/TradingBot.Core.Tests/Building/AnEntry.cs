using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Building;

/// <summary>A long entry on BTCUSDT at 60000 with 10000 USDT and nothing else open, changed step by step.</summary>
internal sealed class AnEntry
{
    private EntryRequest _request = new()
    {
        Strategy = new AStrategy().Build(),
        Signal = new ASignal().To(TargetPosition.Long).Build(),
        Direction = Direction.Long,
        Instrument = Linear,
        Ticker = Quote(Linear, bid: 59_999.9m, ask: 60_000m, last: 60_000m),
        Fees = new FeeRate(0.0002m, 0.00055m),
        Equity = 10_000m,
        Available = 10_000m,
        Held = new SymbolPositions([], Leverage: 10m),
        Resting = [],
        MarginMode = MarginMode.Cross,
        Tiers = [new RiskTier(2_000_000m, 0.005m, 0m), new RiskTier(4_000_000m, 0.01m, 10_000m)],
        Open = [],
        Limits = new RiskLimits(),
        IsHalted = false,
        EntriesInLastMinute = 0,
        LastEntryAt = null,
        ReceivedAt = ASignal.Noon.AddSeconds(1),
        Now = ASignal.Noon.AddSeconds(2),
    };

    public static Instrument Linear { get; } = new()
    {
        Category = Category.Linear,
        Symbol = Symbol.Parse("BTCUSDT"),
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
        MaxLeverage = 100m,
        LeverageStep = 0.01m,
    };

    public static Instrument InverseContract { get; } = Linear with
    {
        Category = Category.Inverse,
        Symbol = Symbol.Parse("BTCUSD"),
        QuoteCoin = "USD",
        SettleCoin = "BTC",
        QuantityStep = 1m,
        MinQuantity = 1m,
        MaxMarketQuantity = 1_000_000m,
        MinNotional = 0m,
    };

    public static Instrument SpotPair { get; } = Linear with
    {
        Category = Category.Spot,
        TickSize = 0.01m,
        QuantityStep = 0.000001m,
        MinQuantity = 0m,
        MaxLeverage = null,
        LeverageStep = null,
    };

    public static Ticker Quote(Instrument instrument, decimal? bid, decimal? ask, decimal last) => new()
    {
        Category = instrument.Category,
        Symbol = instrument.Symbol,
        BidPrice = bid,
        AskPrice = ask,
        LastPrice = last,
        At = ASignal.Noon,
    };

    public static OpenExposure Exposure(string symbol, decimal notional = 1000m, decimal risk = 20m, Category category = Category.Linear) =>
        new(new TradeId(Guid.Parse("11111111-1111-1111-1111-111111111111")), StrategyKey.Parse("other"), category, Symbol.Parse(symbol), Direction.Long, notional, risk);

    public AnEntry By(AStrategy strategy) => With(r => r with { Strategy = strategy.Build() });

    public AnEntry Short() => With(r => r with { Direction = Direction.Short });

    public AnEntry Signalled(Func<Signal, Signal> change) => With(r => r with { Signal = change(r.Signal) });

    public AnEntry Limited(RiskLimits limits) => With(r => r with { Limits = limits });

    /// <summary>A position that is not ours, from 60500 at leverage 2.</summary>
    public AnEntry Held(Direction direction, decimal quantity) => With(r => r with
    {
        Held = new SymbolPositions(
        [
            new ExchangePosition
            {
                Category = r.Instrument.Category,
                Symbol = r.Instrument.Symbol,
                Direction = direction,
                Quantity = quantity,
                EntryPrice = 60_500m,
                Leverage = 2m,
            },
        ], Leverage: 2m),
    });

    /// <summary>A live order that is not ours.</summary>
    public AnEntry Resting(OrderSide side, decimal quantity, decimal price) => With(r => r with
    {
        Resting =
        [
            new ExchangeOrder
            {
                Category = r.Instrument.Category,
                Symbol = r.Instrument.Symbol,
                ExchangeOrderId = "by-hand",
                Side = side,
                Status = OrderStatus.Open,
                Quantity = quantity,
                FilledQuantity = 0m,
                LimitPrice = price,
                CreatedAt = ASignal.Noon,
                UpdatedAt = ASignal.Noon,
            },
        ],
    });

    public AnEntry Beside(params OpenExposure[] open) => With(r => r with { Open = open });

    public AnEntry On(Instrument instrument) => With(r => r with
    {
        Instrument = instrument,
        Ticker = r.Ticker with { Category = instrument.Category, Symbol = instrument.Symbol },
        Signal = r.Signal with { Symbol = instrument.Symbol },
    });

    public AnEntry Priced(decimal price) => With(r => r with { Ticker = Quote(r.Instrument, price, price, price) });

    /// <summary>Every average true range that the rules need is this; null: there are too few bars. After the rules are set.</summary>
    public AnEntry Ranging(decimal? range) => With(r => r with
    {
        AverageTrueRanges = range is { } known ? NeededBars.Of(r.Strategy, r.Signal).ToDictionary(static bars => bars, _ => known) : [],
    });

    public AnEntry With(Func<EntryRequest, EntryRequest> change)
    {
        _request = change(_request);
        return this;
    }

    public EntryRequest Build() => _request;

    public RiskVerdict Decide() => EntryRiskEngine.Decide(_request);

    public TradePlan Plan() => Decide() switch
    {
        RiskVerdict.Approved approved => approved.Plan,
        RiskVerdict.Denied denied => throw new Xunit.Sdk.XunitException(denied.Denial.ToString()),
        _ => throw new InvalidOperationException("Unknown verdict."),
    };

    public Denial Denial() => Assert.IsType<RiskVerdict.Denied>(Decide()).Denial;
}
