using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>Moves coins, writing an entry and its counter-entries for each move, and tells what open spot orders hold back.</summary>
internal static class Wallet
{
    public static void Move(Ledger ledger, LedgerEntry move)
    {
        var before = ledger.BalanceOf(move.Coin);
        var after = before with
        {
            Amount = before.Amount + move.Change,
            Realised = move.Category is not (null or Category.Spot) ? before.Realised + move.Change : before.Realised,
            Seq = before.Seq == 0 ? ledger.NextSequence() : before.Seq,
        };
        ledger.Balances.Put(after);
        ledger.Entries.Put(move with { BalanceAfter = after.Amount });
        Counterparties.Post(ledger, move);
    }

    public static void Deposit(Ledger ledger, string coin, decimal amount) => Move(ledger, new LedgerEntry
    {
        Id = ledger.NextGuid().ToString(),
        Seq = ledger.NextSequence(),
        Coin = coin,
        CashFlow = amount,
        Fee = 0,
        BalanceAfter = 0,
        At = ledger.Now,
        Type = "TRANSFER_IN",
    });

    /// <summary>Coins reserved by open spot orders. A stop order that has not triggered reserves nothing.</summary>
    public static decimal Locked(Ledger ledger, string coin) => ledger.OpenOrders
        .Where(order => order.Category == Category.Spot && LockCoin(order) == coin)
        .Sum(order => LockAmount(ledger, order));

    /// <summary>Dollars that coins locked by spot orders no longer back.</summary>
    public static decimal LockedBacking(Ledger ledger) => ledger.OpenOrders
        .Where(order => order.Category == Category.Spot)
        .Sum(order => Collateral.Backing(ledger, LockCoin(order), LockAmount(ledger, order)));

    /// <summary>Free for a spot order: dollars spent on a coin stop backing derivatives in full, coins sold for dollars do not.</summary>
    public static decimal FreeForSpot(Ledger ledger, string coin) =>
        Collateral.IsDollar(coin)
            ? Math.Min(ledger.BalanceOf(coin).Amount - Locked(ledger, coin), Margin.Available(ledger))
            : ledger.BalanceOf(coin).Amount - Locked(ledger, coin);

    private static string LockCoin(Order order) =>
        order.Side == Side.Buy ? order.Instrument.QuoteCoin : order.Instrument.BaseCoin;

    private static decimal LockAmount(Ledger ledger, Order order)
    {
        if (order.Filter == OrderFilter.StopOrder && order.Status is (OrderStatus.Created or OrderStatus.Untriggered))
            return 0;
        if (order.Side == Side.Sell)
            return order.LeavesQty;
        return order.QuoteQty ?? order.LeavesQty * (order.Price ?? ledger.Market(order.Category, order.Symbol).Ask);
    }
}
