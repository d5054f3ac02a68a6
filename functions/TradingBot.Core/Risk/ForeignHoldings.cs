using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Risk;

/// <summary>
/// Refuses an entry into a symbol in which somebody else holds a position or has an order: the exchange keeps one position a symbol (in
/// hedge mode one a side), one leverage and one stop, so either trade would change the other.
/// </summary>
public static class ForeignHoldings
{
    /// <param name="positions">Positions of the symbol that are not the bot's.</param>
    /// <param name="orders">Live orders of the symbol that are not the bot's, stop orders included.</param>
    public static Denial? WhyRefused(IReadOnlyList<ExchangePosition> positions, IReadOnlyList<ExchangeOrder> orders)
    {
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(orders);
        if (positions is [var position, ..]) return Held(position);
        return orders is [var order, ..] ? Resting(order, orders.Count) : null;
    }

    private static Denial Held(ExchangePosition position)
    {
        var numbers = new Dictionary<string, string>
        {
            ["direction"] = EnumNames.Write(position.Direction),
            ["quantity"] = DecimalText.Write(position.Quantity),
            ["entryPrice"] = DecimalText.Write(position.EntryPrice),
        };
        var held = $"{Denials.Text(position.Quantity)} {position.Symbol} from {FigureText.Price(position.EntryPrice, tickSize: null)}";
        if (position.Leverage is { } leverage)
        {
            numbers["leverage"] = DecimalText.Write(leverage);
            held += $" with leverage {DecimalText.Write(leverage)}";
        }

        return new Denial(
            DenialCodes.ForeignPosition,
            $"The account holds a {Denials.Word(position.Direction)} position of {held} that no trade of the bot opened; nothing was "
                + "changed.",
            numbers);
    }

    private static Denial Resting(ExchangeOrder order, int count)
    {
        var price = order.LimitPrice ?? order.TriggerPrice;
        var numbers = new Dictionary<string, string>
        {
            ["side"] = EnumNames.Write(order.Side),
            ["quantity"] = DecimalText.Write(order.Quantity),
            ["orders"] = count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (price is { } at) numbers["price"] = DecimalText.Write(at);
        return new Denial(
            DenialCodes.ForeignOrder,
            $"The account has {(count == 1 ? "1 order" : $"{count} orders, the first of them")} to {EnumNames.Write(order.Side)} "
                + $"{Denials.Text(order.Quantity)} {order.Symbol}{(price is { } shown ? $" at {Denials.Text(shown)}" : "")} "
                + $"that {(count == 1 ? "is" : "are")} not the bot's; nothing was changed.",
            numbers);
    }
}
