using CsCheck;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Any sequence of option fills, index moves and a delivery: no money comes from nowhere or goes there.</summary>
public sealed class OptionMoneyProperties
{
    private const decimal Deposit = 1_000_000_000m;
    private const string Call = "BTC-27MAR26-70000-C-USDT";
    private const string Put = "BTC-27MAR26-70000-P-USDT";
    private static readonly DateTimeOffset _start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(bool Call, bool Buy, int Steps, int Index, bool ReduceOnly)[]> _fills =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[1, 700], Gen.Int[300_000, 1_200_000], Gen.Bool).Array[1, 40];

    [Fact]
    public void All_accounts_sum_to_zero_through_fills_and_delivery() => _fills.Sample(fills =>
    {
        var state = Run(fills);
        Assert.Equal(0, Counterparties.Sum(state, "USDT"));
        Deliver(state, fills[^1].Index);
        Assert.Equal(0, Counterparties.Sum(state, "USDT"));
        Assert.Equal(state.Entries.All.Sum(entry => entry.Change), state.BalanceOf("USDT").Amount);
    });

    [Fact]
    public void Closed_positions_are_what_executions_paid() => _fills.Sample(fills =>
    {
        var state = Run(fills);
        Deliver(state, fills[0].Index);
        Assert.DoesNotContain(state.Positions.All, position => !position.IsFlat);
        var cash = state.Executions.All.Sum(fill => (fill.Side == Side.Sell ? fill.Value : -fill.Value) - fill.Fee);
        Assert.Equal(Deposit + cash, state.BalanceOf("USDT").Amount);
        Assert.Equal(cash, state.ClosedOptions.All.Sum(row => row.Pnl));
        Assert.Equal(cash, state.Positions.All.Sum(position => position.TotalRealised));
        Assert.All(state.ClosedOptions.All, row => Assert.NotNull(row.ClosedAt));
        Assert.Equal(
            state.Executions.All.Sum(fill => fill.Fee),
            state.ClosedOptions.All.Sum(row => row.OpenFee + row.CloseFee + row.DeliveryFee));
    });

    [Fact]
    public void Fees_stay_under_both_limits_and_nobody_pays_more_than_that() => _fills.Sample(fills =>
    {
        foreach (var fill in Run(fills).Executions.All)
        {
            Assert.True(fill.Fee <= OptionFees.Cap * fill.Value && fill.Fee <= OptionFees.TakerRate * 120_000 * fill.Qty);
            Assert.Equal(fill.Price * fill.Qty, fill.Value);
            Assert.Equal(0, fill.Price % 5);
        }
    });

    [Fact]
    public void Longs_need_no_margin_and_shorts_more_than_their_mark() => _fills.Sample(fills =>
    {
        var state = Run(fills);
        foreach (var position in Margin.Held(state))
        {
            var (initial, maintenance) = (Margin.PositionInitial(state, position), Margin.PositionMaintenance(state, position));
            if (position.Side == Side.Buy)
                Assert.Equal((0m, 0m), (initial, maintenance));
            else
                Assert.True(initial >= maintenance && maintenance > position.Size * state.Last(position.Category, position.Symbol));
        }
    });

    private static ExchangeState Run(IEnumerable<(bool Call, bool Buy, int Steps, int Index, bool ReduceOnly)> fills)
    {
        var state = new ExchangeState { Now = _start };
        state.Begin(7);
        Wallet.Deposit(state, "USDT", Deposit);
        foreach (var (call, buy, steps, index, reduceOnly) in fills)
        {
            SetIndex(state, index);
            Trade(state, call ? Call : Put, buy ? Side.Buy : Side.Sell, steps * 0.01m, reduceOnly);
        }

        return state;
    }

    private static void SetIndex(ExchangeState state, int ticks) => state.Markets.Put(new MarketState
    {
        Category = Category.Spot,
        Symbol = "BTCUSDT",
        Last = ticks * 0.1m,
        UpdatedAt = state.Now,
        AnchorAt = state.Now,
        AnchorPrice = ticks * 0.1m,
        Minute = Candle.At(state.Now, ticks * 0.1m),
    });

    private static void Trade(ExchangeState state, string symbol, Side side, decimal qty, bool reduceOnly)
    {
        var order = new Order
        {
            Id = state.NextGuid().ToString(),
            Seq = state.NextSequence(),
            Category = Category.Option,
            Symbol = symbol,
            Side = side,
            Type = OrderType.Market,
            Qty = qty,
            ReduceOnly = reduceOnly,
            Status = OrderStatus.New,
            CreatedAt = state.Now,
            UpdatedAt = state.Now,
        };
        state.Put(order);
        new Matcher(state, 0).Work(order);
    }

    private static void Deliver(ExchangeState state, int index)
    {
        var option = OptionSymbol.Parse(Call)!;
        state.Now = option.ExpiresAt;
        SetIndex(state, index);
        state.OptionSeries.Put(new OptionSeries
        {
            Coin = "BTC",
            ExpiresAt = option.ExpiresAt,
            LaunchedAt = _start,
            StrikeStep = 1_000,
            LowestStrike = 60_000,
            HighestStrike = 80_000,
            Seq = state.NextSequence(),
        });
        OptionDelivery.Run(state);
    }
}
