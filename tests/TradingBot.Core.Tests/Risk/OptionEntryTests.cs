using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

/// <summary>A call on BTC at 60,000, bid 1000, ask 1100, mark 1040; stop at half the premium, index 60,000.</summary>
public sealed class OptionEntryTests
{
    private static readonly Instrument Call = AnEntry.Linear with
    {
        Category = Category.Option,
        Symbol = Symbol.Parse("BTC-27MAR27-60000-C-USDT"),
        TickSize = 5m,
        QuantityStep = 0.01m,
        MinQuantity = 0.01m,
        MinNotional = 0m,
        MaxLeverage = null,
        LeverageStep = null,
    };

    [Fact]
    public void Market_entry_is_bounded_and_sized_with_the_fees_of_options()
    {
        var plan = AnOption().Plan();

        // 1100 - 550, and twice 60,000 x 0.03 % = 18; 100 / 586 = 0.17.
        Assert.Equal((1_100m, 550m, 1_320m), (plan.ReferencePrice, plan.StopLoss, plan.Terms.WorstPrice));
        Assert.Equal((0.17m, 187m, 0.17m * 586m), (plan.Quantity, plan.Notional, plan.Risk));
        Assert.Equal((null, Direction.Long), (plan.Leverage, plan.Direction));
    }

    [Theory]
    [InlineData("1000", "1100", "1050")]
    [InlineData("1000", "1005", "1000")]
    [InlineData(null, "1100", "1040")]
    [InlineData("1000", null, "1040")]
    public void Limit_entry_goes_to_the_middle_whatever_the_chart_says(string? bid, string? ask, string limit)
    {
        var plan = AnOption(static strategy => strategy with { OrderType = Core.Orders.OrderType.Limit, MaxSlippagePercent = null })
            .Signalled(static signal => signal with { Price = 60_000m, OrderPrice = 60_001m })
            .With(request => request with { Ticker = Quoted(request.Ticker, bid, ask) })
            .Plan();

        Assert.Equal(decimal.Parse(limit), plan.LimitPrice);
    }

    [Fact]
    public void Stop_is_judged_by_the_mark_and_not_by_the_last_trade()
    {
        Assert.Equal(550m, Told(static ticker => ticker with { LastPrice = 100m }).Plan().StopLoss);
        Assert.Equal(DenialCodes.StopWrongSide, Told(static ticker => ticker with { MarkPrice = 550m }).Denial().Code);
        Assert.Equal(550m, Told(static ticker => ticker with { MarkPrice = 551m }).Plan().StopLoss);

        static AnEntry Told(Func<Ticker, Ticker> change) => AnOption().With(request => request with { Ticker = change(request.Ticker) });
    }

    // 0.17 at the worst price of 1320, with a fee of 18 each.
    [Theory]
    [InlineData("227.46", true)]
    [InlineData("227.45", false)]
    public void Premium_at_the_worst_price_and_its_fee_must_be_free(string available, bool isEnough)
    {
        var entry = AnOption().With(request => request with { Available = decimal.Parse(available) });

        Assert.Equal(isEnough ? null : DenialCodes.SizeInsufficientBalance, CodeOf(entry));
    }

    [Theory]
    [InlineData(AllowedDirection.Both, Direction.Short, true)]
    [InlineData(AllowedDirection.Long, Direction.Short, false)]
    [InlineData(AllowedDirection.Short, Direction.Short, true)]
    [InlineData(AllowedDirection.Short, Direction.Long, false)]
    public void Direction_of_the_strategy_is_that_of_the_alert(AllowedDirection allowed, Direction stance, bool isAllowed)
    {
        var entry = AnOption(strategy => strategy with { Direction = allowed }).With(request => request with { Stance = stance });

        Assert.Equal(
            isAllowed ? null : DenialCodes.DirectionNotAllowed, CodeOf(entry));
    }

    [Theory]
    [InlineData("60600", true)]
    [InlineData("60607", false)]
    public void Drift_is_that_of_the_underlying(string alerted, bool isNear)
    {
        var entry = AnOption(static strategy => strategy with { MaxDriftPercent = 1 })
            .With(request => request with { Signal = request.Signal with { Price = decimal.Parse(alerted) } });

        Assert.Equal(isNear ? null : DenialCodes.Drift, CodeOf(entry));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Option_that_would_be_closed_at_once_is_not_bought(int secondsBefore, bool isTooLate)
    {
        var closeBy = OptionContract.Find(Call.Symbol)!.ExpiresAt.AddHours(-24);
        var now = closeBy.AddSeconds(-secondsBefore);
        var entry = AnOption(static strategy => strategy with { CloseBeforeExpiryHours = 24 })
            .With(request => request with { Now = now, ReceivedAt = now, Signal = request.Signal with { FiredAt = now } });

        Assert.Equal(
            isTooLate ? DenialCodes.OptionExpires : null, CodeOf(entry));
    }

    [Theory]
    [InlineData("BTC-27MAR27-70000-P-USDT", "BTCUSDT", true)]
    [InlineData("BTC-27MAR27-70000-P-USDT", "ETHUSDT", false)]
    public void Strategy_holds_one_option_of_an_underlying(string symbol, string underlying, bool isBusy)
    {
        var entry = AnOption();
        var other = AnEntry.Exposure(symbol, category: Category.Option) with
        {
            Strategy = entry.Build().Strategy.Key,
            SignalSymbol = Symbol.Parse(underlying),
        };

        Assert.Equal(
            isBusy ? DenialCodes.SymbolBusy : null, CodeOf(entry.Beside(other)));
        Assert.IsType<RiskVerdict.Approved>(AnOption().Beside(other with { Strategy = StrategyKey.Parse("somebody") }).Decide());
    }

    private static string? CodeOf(AnEntry entry) => entry.Decide() is RiskVerdict.Denied { Denial.Code: var code } ? code : null;

    private static AnEntry AnOption(Func<Strategy, Strategy>? change = null)
    {
        var strategy = new AStrategy().With(sample =>
        {
            var options = sample with
            {
                Category = Category.Option,
                Option = new OptionRule { Days = 7, MinDays = 1, MaxDays = 30, Delta = 0.5m, MaxSpreadPercent = 20 },
                Leverage = null,
                MaxSlippagePercent = 20m,
                MaxDriftPercent = null,
                StopLoss = new PriceDistance(Percent: 50),
                TakeProfits = [],
                Sizing = new Sizing(SizingMode.RiskAmount, 100m),
            };
            return change?.Invoke(options) ?? options;
        });
        return new AnEntry().By(strategy).With(static request => request with
        {
            Instrument = Call,
            Ticker = new Ticker
            {
                Category = Category.Option,
                Symbol = Call.Symbol,
                LastPrice = 900m,
                MarkPrice = 1_040m,
                BidPrice = 1_000m,
                AskPrice = 1_100m,
                IndexPrice = 60_000m,
                At = ASignal.Noon,
            },
            Fees = new FeeRate(0.0002m, 0.0003m) { IndexPrice = 60_000m },
            Held = new Core.Exchange.SymbolPositions([], Leverage: null),
            Tiers = [],
        });
    }

    private static Ticker Quoted(Ticker ticker, string? bid, string? ask) => ticker with
    {
        BidPrice = bid is null ? null : decimal.Parse(bid),
        AskPrice = ask is null ? null : decimal.Parse(ask),
    };
}
