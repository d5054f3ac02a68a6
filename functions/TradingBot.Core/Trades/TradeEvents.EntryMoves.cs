using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Trades;

/// <summary>A limit entry that waits goes to another price.</summary>
public static partial class TradeEvents
{
    /// <summary>A story stays short enough to be read: moves beyond this one are not told one by one.</summary>
    public const int MovesTold = 50;

    /// <param name="move">The move that is due.</param>
    /// <param name="worst">How far the entry may go.</param>
    /// <returns>Null when it is one of very many.</returns>
    public static NewTradeEvent? EntryMoved(EntryMove move, decimal worst)
    {
        ArgumentNullException.ThrowIfNull(move);
        if (move is { Cause: EntryMoveCause.Chase, Number: > MovesTold })
            return null;
        var price = DecimalText.Write(move.Price);
        var text = move switch
        {
            { Cause: EntryMoveCause.TimeOver } =>
                $"The entry has waited for its time: what is not filled goes to the market, at {price} or better.",
            { Number: MovesTold } =>
                $"The market has moved away: the entry follows it to {price}. Further moves are not told one by one.",
            _ when move.Price == worst => $"The market has moved away: the entry follows it to {price}, and no further.",
            _ => $"The market has moved away: the entry follows it to {price}.",
        };
        return new(
            TradeEventKinds.EntryMoved,
            text,
            Data(("cause", EnumNames.Write(move.Cause)), ("price", move.Price), ("worstPrice", worst), ("number", move.Number)),
            $"entryMoved:{move.Number}");
    }

    /// <summary>The exchange keeps the entry where it is; each code is told once a trade.</summary>
    public static NewTradeEvent EntryNotMoved(OrderRecord entry, ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(error);
        return new(
            TradeEventKinds.EntryMoved,
            $"The exchange did not move the entry: {error.Message}",
            Data(error),
            $"entryNotMoved:{entry.LinkId}:{error.Code}");
    }
}
