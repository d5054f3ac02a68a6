using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Orders;

/// <summary>
/// Our own name for an order: 1 to 36 characters of A-Z a-z 0-9 - _ (Bybit V5, order/create, orderLinkId).
/// Derived from the trade, so a repeated step asks for the same order and never for a second one.
/// </summary>
public readonly record struct OrderLinkId
{
    private const int MaxLength = 36;
    private const int ShortLength = 26;

    private OrderLinkId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The highest attempt that fits into two characters beside the trade's 32.</summary>
    public const int MaxAttempt = 99 + (26 * 36);

    /// <summary>
    /// The only id an entry, exit or stop of this trade and attempt can have (targets: <see cref="ForTarget"/>); attempt from 0 to
    /// <see cref="MaxAttempt"/>: "0" to "99", then "a0" to "zz", so that the ids of before stay as they were.
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
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown order role."),
        };
        return new OrderLinkId($"{trade.Value:N}-{letter}{Number(attempt)}");
    }

    /// <summary>The highest attempt of a target's order, which fits into seven digits beside the trade's 26 characters.</summary>
    public const int MaxTargetAttempt = 9_999_999;

    /// <summary>
    /// The only id an order of this trade's target can have: the trade in 26 characters instead of 32, which leaves room for the target and
    /// as many attempts as a position of months may need.
    /// </summary>
    /// <param name="trade">Whose order it is.</param>
    /// <param name="target">Which of its targets, from 0 to 9.</param>
    /// <param name="attempt">From 0 to <see cref="MaxTargetAttempt"/>.</param>
    public static OrderLinkId ForTarget(TradeId trade, int target, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target, 9);
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempt, MaxTargetAttempt);
        return new OrderLinkId(string.Create(CultureInfo.InvariantCulture, $"{Short(trade)}-t{target}{attempt}"));
    }

    /// <summary>Which of the trade's targets the order is of, from 0; null when it is an order of anything else.</summary>
    public int? TargetOf(TradeId trade) =>
        Value.StartsWith($"{Short(trade)}-t", StringComparison.Ordinal) ? Value[ShortLength + 2] - '0' : null;

    /// <summary>True when the id is one that an order of this trade has; null, the id of an order without one, never is.</summary>
    public static bool IsOf(TradeId trade, string? id) => id is not null
        && (id.StartsWith($"{trade.Value:N}-", StringComparison.Ordinal) || id.StartsWith($"{Short(trade)}-t", StringComparison.Ordinal));

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

    // RFC 4648's alphabet of 32 in small letters: ids that differ in capitals alone might be one to an exchange.
    private static string Short(TradeId trade)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        var rest = new BigInteger(trade.Value.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true);
        var text = new char[ShortLength];
        for (var index = ShortLength - 1; index >= 0; index--)
        {
            text[index] = Alphabet[(int)(rest % 32)];
            rest /= 32;
        }

        return new string(text);
    }

    private static string Number(int attempt)
    {
        if (attempt <= 99) return attempt.ToString(CultureInfo.InvariantCulture);
        var (first, second) = Math.DivRem(attempt - 100, 36);
        return $"{(char)('a' + first)}{(char)(second < 10 ? '0' + second : 'a' + second - 10)}";
    }
}
