using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Whatever is traded: no coin appears or vanishes, and every figure follows from the executions.</summary>
public sealed class ConservationProperties
{
    private const int Sequences = 200;
    private const int Acts = 120;

    [Fact]
    public void Money_is_conserved_and_follows_from_executions()
    {
        var (busts, fundings, repaid, hedged) = (0, 0, 0, 0);
        for (var seed = 1UL; seed <= Sequences; seed++)
        {
            var trader = new RandomTrader(seed);
            var state = trader.State;
            for (var act = 0; act < Acts; act++)
            {
                trader.Act();
                foreach (var coin in state.Balances.All)
                    Assert.True(
                        Counterparties.Sum(state, coin.Coin) == 0,
                        $"seed {seed}, act {act}: {coin.Coin} sums to {Counterparties.Sum(state, coin.Coin)}");
            }

            CheckPositions(state, seed);
            CheckProfit(state, seed);
            CheckWallet(state, seed);
            CheckReload(state, seed);
            busts += state.Executions.All.Count(row => row.ExecType == Execution.Bust);
            fundings += state.Executions.All.Count(row => row.ExecType == Execution.Funding);
            repaid += state.Entries.All.Count(row => row.Type == "CURRENCY_BUY");
            hedged += state.Orders.All.Count(row => row.PositionIdx > 0 && row.CumQty > 0);
        }

        // The walk must have been through what it is about.
        Assert.True(
            busts > 50 && fundings > 500 && repaid > 10 && hedged > 1_000,
            $"{busts} liquidations, {fundings} fundings, {repaid} repayments, {hedged} hedged");
    }

    private static void CheckPositions(ExchangeState state, ulong seed)
    {
        var traded = state.Executions.All
            .Where(row => row.Category != Category.Spot && row.ExecType != Execution.Funding)
            .GroupBy(row => Position.KeyOf(row.Category, row.Symbol, state.Get(row.OrderId).PositionIdx))
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Side == Side.Buy ? row.Qty : -row.Qty), StringComparer.Ordinal);
        foreach (var position in state.Positions.All)
            Assert.True(traded.GetValueOrDefault(position.Key) == position.Sign * position.Size, $"seed {seed}: {position.Key}");
    }

    /// <summary>What was closed brought what the values of all fills differ by, less what is still open.</summary>
    private static void CheckProfit(ExchangeState state, ulong seed)
    {
        foreach (var position in state.Positions.All)
        {
            bool Belongs(string orderId) => state.Get(orderId) is var order
                && Position.KeyOf(order.Category, order.Symbol, order.PositionIdx) == position.Key;
            // A long of a linear contract earns when it sells for more; of an inverse one when it sells for fewer coins.
            var direction = position.Category == Category.Inverse ? -1 : 1;
            var flow = direction * state.Executions.All
                .Where(row => row.Category == position.Category && row.ExecType != Execution.Funding && Belongs(row.OrderId))
                .Sum(row => row.Side == Side.Sell ? row.Value : -row.Value);
            var closed = state.ClosedPnls.All.Where(row => Belongs(row.OrderId)).Sum(row => row.Pnl + row.OpenFee + row.CloseFee);
            Assert.True(
                closed == flow + direction * position.Sign * position.EntryValue,
                $"seed {seed}: {position.Key} closed {closed}, fills {flow}, open {position.EntryValue}");
        }
    }

    private static void CheckWallet(ExchangeState state, ulong seed)
    {
        foreach (var balance in state.Balances.All)
        {
            var coin = balance.Coin;
            var deposits = state.Entries.All.Where(row => row.Coin == coin && row.Type == "TRANSFER_IN").Sum(row => row.CashFlow);
            var closed = state.ClosedPnls.All
                .Where(row => InstrumentCatalog.Get(row.Category, row.Symbol).SettleCoin == coin)
                .Sum(row => row.Pnl);
            var openFees = state.Positions.All.Where(row => row.Instrument.SettleCoin == coin).Sum(row => row.OpenFee);
            var funding = state.Executions.All.Where(row => row.ExecType == Execution.Funding && row.FeeCoin == coin).Sum(row => row.Fee);
            var spot = state.Executions.All.Where(row => row.Category == Category.Spot).Sum(row => Flow(row, coin));
            var repaid = state.Entries.All
                .Where(row => row.Coin == coin && row.Category is null && row.Type != "TRANSFER_IN")
                .Sum(row => row.CashFlow);
            Assert.True(
                balance.Amount == deposits + closed - openFees - funding + spot + repaid, $"seed {seed}: {coin} is {balance.Amount}");
        }
    }

    /// <summary>What a spot fill moves of a coin, its fee included.</summary>
    private static decimal Flow(Execution row, string coin)
    {
        var instrument = InstrumentCatalog.Get(row.Category, row.Symbol);
        var sign = row.Side == Side.Buy ? 1 : -1;
        var moved = coin == instrument.BaseCoin ? sign * row.Qty : coin == instrument.QuoteCoin ? -sign * row.Value : 0;
        return moved - (row.FeeCoin == coin ? row.Fee : 0);
    }

    private static void CheckReload(ExchangeState state, ulong seed)
    {
        using var store = SqliteStore.Open(null);
        state.KeepCounters();
        store.Save(state);
        var second = new ExchangeState();
        store.Load(second);
        Assert.True(second.Resume());
        Assert.Equal(state.Sequence, second.Sequence);
        AssertSame(state.Orders, second.Orders);
        AssertSame(state.Executions, second.Executions);
        AssertSame(state.Positions, second.Positions);
        AssertSame(state.ClosedPnls, second.ClosedPnls);
        AssertSame(state.Balances, second.Balances);
        AssertSame(state.Entries, second.Entries);
        AssertSame(state.SystemAccounts, second.SystemAccounts);
        AssertSame(state.FundingTerms, second.FundingTerms);
        AssertSame(state.Modes, second.Modes);
        Assert.Equal(state.OpenOrders, second.OpenOrders);

        void AssertSame<T>(Table<T> expected, Table<T> actual)
            where T : class, IRow =>
            Assert.True(expected.All.SequenceEqual(actual.All), $"seed {seed}: {expected.Name} differ after loading");
    }
}
