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
internal static class PrivateStreamMessages
{
    public static IReadOnlyList<string> Kinds { get; } = ["order", "execution", "position", "wallet"];

    public static IEnumerable<PrivateEvent> From(ExchangeState state, IReadOnlyList<IRow> changes)
    {
        var orders = Changes(changes);
        var executions = changes.OfType<Execution>().ToList();
        foreach (var group in orders.GroupBy(order => order.Category))
            yield return new PrivateEvent("order", group.Key, [.. group.Select(order => OrderRow(state, order))]);
        foreach (var group in executions.GroupBy(row => row.Category))
            yield return new PrivateEvent("execution", group.Key, [.. group.Select(row => ExecutionRow(changes, row))]);
        foreach (var group in Positions(state, changes, orders).GroupBy(position => position.Category))
            yield return new PrivateEvent("position", group.Key, [.. group.Select(position => PositionRow(state, position))]);
        var coins = changes.OfType<Balance>()
            .Select(balance => balance.Coin)
            .Concat(orders.Select(CoinOf))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (coins.Count > 0)
            yield return new PrivateEvent("wallet", null, [WalletJson.Write(state, coins)]);
    }

    /// <summary>Every state that an order went through, less those that differ in nothing a client can see.</summary>
    private static List<Order> Changes(IReadOnlyList<IRow> changes)
    {
        var last = new Dictionary<string, Order>(StringComparer.Ordinal);
        var shown = new List<Order>();
        foreach (var order in changes.OfType<Order>().Where(order => order.Status != OrderStatus.Created))
        {
            if (last.TryGetValue(order.Id, out var before) && before with { UpdatedAt = order.UpdatedAt } == order)
                continue;
            last[order.Id] = order;
            shown.Add(order);
        }

        return shown;
    }

    /// <summary>Positions that changed, and those whose orders came, changed or went: the exchange repeats them then.</summary>
    private static IEnumerable<Position> Positions(ExchangeState state, IReadOnlyList<IRow> changes, List<Order> orders)
    {
        var changed = changes.OfType<Position>().Select(row => (row.Category, row.Symbol, row.Idx));
        var touched = orders
            .Where(order => order.Category != Category.Spot)
            .Select(order => (order.Category, order.Symbol, Idx: order.PositionIdx));
        return changed.Concat(touched).Distinct().Select(key => state.PositionOf(key.Category, key.Symbol, key.Idx));
    }

    private static string CoinOf(Order order) => order.Category == Category.Spot
        ? order.Side == Side.Buy ? order.Instrument.QuoteCoin : order.Instrument.BaseCoin
        : order.Instrument.SettleCoin;

    private static JsonObject OrderRow(ExchangeState state, Order order)
    {
        var row = OrderJson.Write(order);
        row["category"] = order.Category.Wire();
        row["closedPnl"] = Wire.Text(state.ClosedPnls.Find(order.Id)?.Pnl ?? 0);
        row["feeCurrency"] = "";
        return row;
    }

    /// <summary>execPnl is the cash that the fill moved in the coin of profit and loss, as the transaction log has it.</summary>
    private static JsonObject ExecutionRow(IReadOnlyList<IRow> changes, Execution execution)
    {
        var row = ExecutionJson.Write(execution);
        var cash = execution.ClosedSize > 0
            ? changes.OfType<LedgerEntry>().Where(entry => entry.TradeId == execution.Id).Sum(entry => entry.CashFlow)
            : 0;
        row["category"] = execution.Category.Wire();
        row["execPnl"] = Wire.Text(cash);
        row["isLeverage"] = execution.Category == Category.Spot ? "0" : "";
        return row;
    }

    /// <summary>The stream calls the average price the entry price, and a flat leg is all zeros.</summary>
    private static JsonObject PositionRow(ExchangeState state, Position position)
    {
        var row = PositionJson.Write(state, position);
        row["category"] = position.Category.Wire();
        row["entryPrice"] = row["avgPrice"]?.DeepClone();
        row.Remove("avgPrice");
        row.Remove("openTime");
        foreach (var name in ZeroWhenEmpty.Where(name => row[name]?.ToString() is ""))
            row[name] = "0";
        if (position.IsFlat)
            row["size"] = "0";
        return row;
    }

    private static readonly string[] ZeroWhenEmpty =
        ["positionValue", "positionIM", "positionMM", "takeProfit", "stopLoss", "unrealisedPnl", "breakEvenPrice", "sessionAvgPrice"];
}
