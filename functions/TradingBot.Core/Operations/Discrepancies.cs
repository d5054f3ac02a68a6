using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Operations;

/// <summary>The catalogue of what exchange and ledger can disagree about: each kind with its sentence.</summary>
public static class Discrepancies
{
    /// <param name="category">Where the position stands.</param>
    /// <param name="symbol">What it is in.</param>
    /// <param name="direction">Its side.</param>
    /// <param name="quantity">Base coin; inverse: USD contracts.</param>
    /// <param name="stopLoss">The stop that stands on it: the bot's own, once a trade was closed out of it; null for none.</param>
    public static Discrepancy UnknownPosition(
        Category category, Symbol symbol, Direction direction, decimal quantity, decimal? stopLoss = null) => Of(
        DiscrepancyKinds.UnknownPosition,
        category,
        symbol,
        trade: null,
        $"The exchange holds {Words(direction, quantity, symbol)} that no trade of the bot accounts for."
            + (stopLoss is { } stop ? $" A stop-loss at {DecimalText.Write(stop)} stands on it, which the bot leaves as it is." : ""));

    /// <inheritdoc cref="UnknownPosition"/>
    /// <param name="trade">The trade whose position is missed.</param>
    public static Discrepancy MissingPosition(Category category, Symbol symbol, TradeId trade, Direction direction, decimal quantity) => Of(
        DiscrepancyKinds.MissingPosition,
        category,
        symbol,
        trade,
        $"The ledger holds {Words(direction, quantity, symbol)}, the exchange none.");

    /// <inheritdoc cref="MissingPosition"/>
    /// <param name="found">The exchange's quantity, in the same unit.</param>
    public static Discrepancy QuantityMismatch(
        Category category, Symbol symbol, TradeId trade, Direction direction, decimal quantity, decimal found) => Of(
        DiscrepancyKinds.QuantityMismatch,
        category,
        symbol,
        trade,
        $"The ledger holds {Words(direction, quantity, symbol)}, the exchange {DecimalText.Write(found)}.");

    public static Discrepancy StopMissing(Category category, Symbol symbol, TradeId trade) => Of(
        DiscrepancyKinds.StopMissing, category, symbol, trade, $"The position in {symbol} has no stop at the exchange.");

    /// <param name="symbol">The pair that is traded.</param>
    /// <param name="trade">The trade that holds the coin.</param>
    /// <param name="coin">The coin.</param>
    /// <param name="held">What all spot trades of the bot hold of it.</param>
    /// <param name="found">What the wallet holds of it.</param>
    public static Discrepancy CoinsMissing(Symbol symbol, TradeId trade, string coin, decimal held, decimal found) => Of(
        DiscrepancyKinds.CoinsMissing,
        Category.Spot,
        symbol,
        trade,
        $"The bot's spot trades hold {DecimalText.Write(held)} {coin}, the wallet {DecimalText.Write(found)}.");

    /// <param name="category">Where the trade was.</param>
    /// <param name="symbol">What it was in.</param>
    /// <param name="trade">The trade that ended.</param>
    /// <param name="missing">What was gone; base coin, inverse: USD contracts.</param>
    public static Discrepancy PositionLost(Category category, Symbol symbol, TradeId trade, decimal missing) => Of(
        DiscrepancyKinds.PositionLost,
        category,
        symbol,
        trade,
        $"{DecimalText.Write(missing)} {symbol} of the trade were gone at the exchange and no execution says how.");

    /// <param name="category">Where the entry was.</param>
    /// <param name="symbol">What it was in.</param>
    /// <param name="trade">The trade that ended unfilled.</param>
    public static Discrepancy EntryLost(Category category, Symbol symbol, TradeId trade) => Of(
        DiscrepancyKinds.EntryLost,
        category,
        symbol,
        trade,
        $"The exchange had taken the entry order in {symbol} and then showed it neither live nor in its history, and no execution of it.");

    /// <param name="category">Where the trade was.</param>
    /// <param name="symbol">What it was in.</param>
    /// <param name="trade">The closed trade.</param>
    /// <param name="own">Our profit net of fees and before funding, in settle coin.</param>
    /// <param name="settleCoin">The coin of both figures.</param>
    /// <param name="exchangePnl">The exchange's figure; null when it tells none.</param>
    public static Discrepancy ClosedPnl(
        Category category, Symbol symbol, TradeId trade, decimal own, string settleCoin, decimal? exchangePnl) => Of(
        DiscrepancyKinds.ClosedPnl,
        category,
        symbol,
        trade,
        exchangePnl is { } other
            ? $"Our profit for the trade, before funding, is {FigureText.Amount(own)} {settleCoin}, "
                + $"the exchange says {FigureText.Amount(other)}."
            : "The exchange shows no closed profit for the trade.");

    /// <summary>The notice of a difference that stands.</summary>
    public static Notification Notice(Discrepancy discrepancy)
    {
        ArgumentNullException.ThrowIfNull(discrepancy);
        var severity = NoticeKinds.Of(NoticeKinds.Discrepancy).Severity;
        return new(severity, NoticeKinds.Discrepancy, $"{discrepancy.Symbol}: exchange and ledger differ", discrepancy.Message, discrepancy.TradeId);
    }

    private static Discrepancy Of(string kind, Category category, Symbol symbol, TradeId? trade, string message) =>
        new(kind, category, symbol, trade, message, IsHealed: false);

    private static string Words(Direction direction, decimal quantity, Symbol symbol) =>
        $"{EnumNames.Write(direction)} {DecimalText.Write(quantity)} {symbol}";
}
