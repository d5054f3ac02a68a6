using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>Moves coins, writing an entry and its counter-entries for each move, and tells what open spot orders hold back.</summary>
internal static class Wallet
{
    public static void Move(ExchangeState state, LedgerEntry move)
    {
        var before = state.BalanceOf(move.Coin);
        var after = before with
        {
            Amount = before.Amount + move.Change,
            Realised = move.Category is not (null or Category.Spot) ? before.Realised + move.Change : before.Realised,
            Seq = before.Seq == 0 ? state.NextSequence() : before.Seq,
        };
        state.Balances.Put(after);
        state.Entries.Put(move with { BalanceAfter = after.Amount });
        Counterparties.Post(state, move);
    }

    public static void Deposit(ExchangeState state, string coin, decimal amount) => Move(state, new LedgerEntry
    {
        Id = state.NextGuid().ToString(),
        Seq = state.NextSequence(),
        Coin = coin,
        CashFlow = amount,
        Fee = 0,
        BalanceAfter = 0,
        At = state.Now,
        Type = "TRANSFER_IN",
    });

    /// <summary>Coins reserved by open spot orders. A stop order that has not triggered reserves nothing.</summary>
    public static decimal Locked(ExchangeState state, string coin) => state.OpenOrders
        .Where(order => order.Category == Category.Spot && LockCoin(order) == coin)
        .Sum(order => LockAmount(state, order));

    /// <summary>Dollars that coins locked by spot orders no longer back.</summary>
    public static decimal LockedBacking(ExchangeState state) => state.OpenOrders
        .Where(order => order.Category == Category.Spot)
        .Sum(order => Collateral.Backing(state, LockCoin(order), LockAmount(state, order)));

    /// <summary>Free for a spot order: dollars spent on a coin stop backing derivatives in full, coins sold for dollars do not.</summary>
    public static decimal FreeForSpot(ExchangeState state, string coin) =>
        Collateral.IsDollar(coin)
            ? Math.Min(state.BalanceOf(coin).Amount - Locked(state, coin), Margin.Available(state))
            : state.BalanceOf(coin).Amount - Locked(state, coin);

    private static string LockCoin(Order order) =>
        order.Side == Side.Buy ? order.Instrument.QuoteCoin : order.Instrument.BaseCoin;

    private static decimal LockAmount(ExchangeState state, Order order)
    {
        if (order.Filter == OrderFilter.StopOrder && order.Status is (OrderStatus.Created or OrderStatus.Untriggered))
            return 0;
        if (order.Side == Side.Sell)
            return order.LeavesQty;
        return order.QuoteQty ?? order.LeavesQty * (order.Price ?? state.Market(order.Category, order.Symbol).Ask);
    }
}
