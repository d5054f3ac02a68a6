using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Http;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Streams;

/// <summary>Turns what a command changed into the account's messages: orders, executions, positions, wallet.</summary>
internal static class PrivateNews
{
    public static IReadOnlyList<string> Kinds { get; } = ["order", "execution", "position", "wallet"];

    public static IEnumerable<PrivateEvent> Tell(Ledger ledger, IReadOnlyList<IRow> news)
    {
        var orders = Changes(news);
        var executions = news.OfType<Execution>().ToList();
        foreach (var group in orders.GroupBy(order => order.Category))
            yield return new PrivateEvent("order", group.Key, [.. group.Select(order => OrderRow(ledger, order))]);
        foreach (var group in executions.GroupBy(row => row.Category))
            yield return new PrivateEvent("execution", group.Key, [.. group.Select(row => ExecutionRow(news, row))]);
        foreach (var group in Positions(ledger, news, orders).GroupBy(position => position.Category))
            yield return new PrivateEvent("position", group.Key, [.. group.Select(position => PositionRow(ledger, position))]);
        var coins = news.OfType<Balance>().Select(balance => balance.Coin).Concat(orders.Select(CoinOf)).Distinct(StringComparer.Ordinal).ToList();
        if (coins.Count > 0)
            yield return new PrivateEvent("wallet", null, [WalletJson.Write(ledger, coins)]);
    }

    /// <summary>Every state that an order went through, less those that differ in nothing a client can see.</summary>
    private static List<Order> Changes(IReadOnlyList<IRow> news)
    {
        var last = new Dictionary<string, Order>(StringComparer.Ordinal);
        var told = new List<Order>();
        foreach (var order in news.OfType<Order>().Where(order => order.Status != OrderStatus.Created))
        {
            if (last.TryGetValue(order.Id, out var before) && before with { UpdatedAt = order.UpdatedAt } == order)
                continue;
            last[order.Id] = order;
            told.Add(order);
        }

        return told;
    }

    /// <summary>Positions that changed, and those whose orders came, changed or went: the exchange repeats them then.</summary>
    private static IEnumerable<Position> Positions(Ledger ledger, IReadOnlyList<IRow> news, List<Order> orders)
    {
        var changed = news.OfType<Position>().Select(row => (row.Category, row.Symbol, row.Idx));
        var touched = orders.Where(order => order.Category != Category.Spot).Select(order => (order.Category, order.Symbol, Idx: order.PositionIdx));
        return changed.Concat(touched).Distinct().Select(key => ledger.PositionOf(key.Category, key.Symbol, key.Idx));
    }

    private static string CoinOf(Order order) => order.Category == Category.Spot
        ? order.Side == Side.Buy ? order.Instrument.QuoteCoin : order.Instrument.BaseCoin
        : order.Instrument.SettleCoin;

    private static JsonObject OrderRow(Ledger ledger, Order order)
    {
        var row = OrderJson.Write(order);
        row["category"] = order.Category.Wire();
        row["closedPnl"] = Wire.Text(ledger.ClosedPnls.Find(order.Id)?.Pnl ?? 0);
        row["feeCurrency"] = "";
        return row;
    }

    /// <summary>execPnl is the cash that the fill moved in the coin of profit and loss, as the transaction log has it.</summary>
    private static JsonObject ExecutionRow(IReadOnlyList<IRow> news, Execution execution)
    {
        var row = ExecutionJson.Write(execution);
        var cash = execution.ClosedSize > 0
            ? news.OfType<LedgerEntry>().Where(entry => entry.TradeId == execution.Id).Sum(entry => entry.CashFlow)
            : 0;
        row["category"] = execution.Category.Wire();
        row["execPnl"] = Wire.Text(cash);
        row["isLeverage"] = execution.Category == Category.Spot ? "0" : "";
        return row;
    }

    /// <summary>The stream calls the average price the entry price, and a flat leg is all zeros.</summary>
    private static JsonObject PositionRow(Ledger ledger, Position position)
    {
        var row = PositionJson.Write(ledger, position);
        row["category"] = position.Category.Wire();
        row["entryPrice"] = row["avgPrice"]?.DeepClone();
        row.Remove("avgPrice");
        row.Remove("openTime");
        foreach (var name in _zeroWhenEmpty.Where(name => row[name]?.ToString() is ""))
            row[name] = "0";
        if (position.IsFlat)
            row["size"] = "0";
        return row;
    }

    private static readonly string[] _zeroWhenEmpty =
        ["positionValue", "positionIM", "positionMM", "takeProfit", "stopLoss", "unrealisedPnl", "breakEvenPrice", "sessionAvgPrice"];
}
