using CsCheck;
using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Any sequence of fills: what the rows say about money is the same to the last digit.</summary>
public sealed class MoneyProperties
{
    private const decimal Deposit = 1_000_000_000m;

    private static readonly Gen<(bool Buy, int Steps, int Ticks, bool ReduceOnly)[]> _fills =
        Gen.Select(Gen.Bool, Gen.Int[1, 700], Gen.Int[1, 1_000_000], Gen.Bool).Array[1, 60];

    [Fact]
    public void Closed_results_of_a_flat_position_equal_what_its_fills_paid() => _fills.Sample(fills =>
    {
        var state = Run(fills);
        var position = state.PositionOf(Category.Linear, "BTCUSDT", 0);
        if (!position.IsFlat)
            Trade(state, position.Side == Side.Buy ? Side.Sell : Side.Buy, position.Size, 54_321.7m, reduceOnly: true);

        var cash = state.Executions.All.Sum(fill => (fill.Side == Side.Sell ? fill.Value : -fill.Value) - fill.Fee);
        Assert.Equal(cash, state.ClosedPnls.All.Sum(row => row.Pnl));
        Assert.Equal(Deposit + cash, state.BalanceOf("USDT").Amount);
        var flat = state.PositionOf(Category.Linear, "BTCUSDT", 0);
        Assert.Equal((0m, 0m, 0m, cash), (flat.Size, flat.EntryValue, flat.OpenFee, flat.TotalRealised));
    });

    [Fact]
    public void Wallet_moves_by_closed_results_less_the_fee_of_what_is_open() => _fills.Sample(fills =>
    {
        var state = Run(fills);
        var position = state.PositionOf(Category.Linear, "BTCUSDT", 0);

        Assert.Equal(state.ClosedPnls.All.Sum(row => row.Pnl) - position.OpenFee, state.BalanceOf("USDT").Amount - Deposit);
        Assert.Equal(state.Entries.All.Sum(entry => entry.Change), state.BalanceOf("USDT").Amount);
        Assert.Equal(
            state.Executions.All.Sum(fill => fill.Fee),
            state.ClosedPnls.All.Sum(row => row.OpenFee + row.CloseFee) + position.OpenFee);
    });

    [Fact]
    public void Fill_value_and_fee_are_exact_products() => _fills.Sample(fills =>
    {
        foreach (var fill in Run(fills).Executions.All)
        {
            Assert.Equal(fill.Price * fill.Qty, fill.Value);
            Assert.Equal(fill.Value * fill.FeeRate, fill.Fee);
        }
    });

    [Fact]
    public void Reduce_only_fills_never_grow_or_turn_a_position() => _fills.Sample(fills =>
    {
        var state = NewState();
        foreach (var (buy, steps, ticks, reduceOnly) in fills)
        {
            var before = Signed(state);
            Trade(state, buy ? Side.Buy : Side.Sell, steps * 0.001m, ticks * 0.1m, reduceOnly);
            var after = Signed(state);
            if (reduceOnly)
                Assert.True(Math.Abs(after) <= Math.Abs(before) && after * before >= 0, $"{before} became {after}");
            else
                Assert.Equal(before + (buy ? steps : -steps) * 0.001m, after);
        }
    });

    [Fact]
    public void Spot_coins_are_what_was_bought_less_fees_and_sales() => _fills.Sample(fills =>
    {
        var state = NewState();
        Wallet.Deposit(state, "BTC", 1_000);
        foreach (var (buy, steps, ticks, _) in fills)
            Trade(state, buy ? Side.Buy : Side.Sell, steps * 0.000001m, ticks * 0.1m, reduceOnly: false, Category.Spot);

        var bought = state.Executions.All.Where(fill => fill.Side == Side.Buy).ToList();
        var sold = state.Executions.All.Where(fill => fill.Side == Side.Sell).ToList();
        Assert.Equal(fills.Length, bought.Count + sold.Count);
        Assert.Equal(1_000 + bought.Sum(fill => fill.Qty * 0.999m) - sold.Sum(fill => fill.Qty), state.BalanceOf("BTC").Amount);
        Assert.Equal(Deposit - bought.Sum(fill => fill.Value) + sold.Sum(fill => fill.Value * 0.999m), state.BalanceOf("USDT").Amount);
    });

    private static decimal Signed(ExchangeState state)
    {
        var position = state.PositionOf(Category.Linear, "BTCUSDT", 0);
        return position.Sign * position.Size;
    }

    private static ExchangeState Run(IEnumerable<(bool Buy, int Steps, int Ticks, bool ReduceOnly)> fills)
    {
        var state = NewState();
        foreach (var (buy, steps, ticks, reduceOnly) in fills)
            Trade(state, buy ? Side.Buy : Side.Sell, steps * 0.001m, ticks * 0.1m, reduceOnly);
        return state;
    }

    private static ExchangeState NewState()
    {
        var state = new ExchangeState { Now = DateTimeOffset.UnixEpoch };
        state.Begin(7);
        foreach (var category in new[] { Category.Linear, Category.Spot })
        {
            state.Markets.Put(new MarketState
            {
                Category = category,
                Symbol = "BTCUSDT",
                Last = 50_000,
                UpdatedAt = state.Now,
                AnchorAt = state.Now,
                AnchorPrice = 50_000,
                Minute = Candle.At(state.Now, 50_000),
            });
        }

        Wallet.Deposit(state, "USDT", Deposit);
        return state;
    }

    private static void Trade(
        ExchangeState state, Side side, decimal qty, decimal price, bool reduceOnly, Category category = Category.Linear)
    {
        state.Markets.Put(state.Market(category, "BTCUSDT") with { Last = price });
        var order = new Order
        {
            Id = state.NextGuid().ToString(),
            Seq = state.NextSequence(),
            Category = category,
            Symbol = "BTCUSDT",
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
}
