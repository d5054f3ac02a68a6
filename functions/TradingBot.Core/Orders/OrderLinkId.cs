using System.Diagnostics.CodeAnalysis;
using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Orders;

/// <summary>
/// Our own name for an order: 1 to 36 characters of A-Z a-z 0-9 - _ (Bybit V5, order/create, orderLinkId).
/// Derived from the trade, so a repeated step asks for the same order and never for a second one.
/// </summary>
public readonly record struct OrderLinkId
{
    private const int MaxLength = 36;

    private OrderLinkId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The highest attempt that fits into two characters beside the trade's 32.</summary>
    public const int MaxAttempt = 99 + (26 * 36);

    /// <summary>
    /// The only id an order of this trade, role and attempt can have; attempt from 0 to <see cref="MaxAttempt"/>: "0" to "99", then "a0" to
    /// "zz", so that the ids of before stay as they were.
    /// </summary>
    public static OrderLinkId For(TradeId trade, OrderRole role, int attempt = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempt, MaxAttempt);
        var letter = role switch
        {
            OrderRole.Entry => 'e',
            OrderRole.Exit => 'x',
            OrderRole.Stop => 's',
            OrderRole.TakeProfit => 't',
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown order role."),
        };
        return new OrderLinkId($"{trade.Value:N}-{letter}{Number(attempt)}");
    }

    /// <summary>True when the id is one that an order of this trade has; null, the id of an order without one, never is.</summary>
    public static bool IsOf(TradeId trade, string? id) => id?.StartsWith($"{trade.Value:N}-", StringComparison.Ordinal) ?? false;

    public static OrderLinkId Parse(string text) =>
        TryParse(text, out var id) ? id.Value : throw new FormatException($"'{text}' is not an order link id.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out OrderLinkId? id)
    {
        id = text is { Length: >= 1 and <= MaxLength } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? new OrderLinkId(text)
            : null;
        return id is not null;
    }

    public override string ToString() => Value;

    private static string Number(int attempt)
    {
        if (attempt <= 99) return attempt.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (first, second) = Math.DivRem(attempt - 100, 36);
        return $"{(char)('a' + first)}{(char)(second < 10 ? '0' + second : 'a' + second - 10)}";
    }
}
