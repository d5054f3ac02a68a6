using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Signals;

/// <summary>
/// What makes two deliveries the same alert: lower-case hex SHA-256 over strategy, symbol, times, order and position state,
/// the sender's own id, and whether it is a dry run. An alert with neither time nor id is known by its body, within windows of 60 s.
/// </summary>
public static class DedupeKey
{
    private const long WindowSeconds = 60;

    public static string Of(StrategyKey strategy, Signal signal, string bodyHash, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return IsTimeless(signal) ? OfWindow(strategy, bodyHash, WindowOf(receivedAt)) : OfState(strategy, signal);
    }

    /// <summary>
    /// The key that an alert without time would have had one window earlier; null for all others.
    /// A caller that looks this one up too also recognises a repeat across a window's edge.
    /// </summary>
    public static string? OfPreviousWindow(StrategyKey strategy, Signal signal, string bodyHash, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return IsTimeless(signal) ? OfWindow(strategy, bodyHash, WindowOf(receivedAt) - 1) : null;
    }

    /// <summary>The key of an exit without time that repeats an earlier one after an alert has opened something in between.</summary>
    public static string OfExit(string key, SignalId opener) => HashParts(["exit", key, opener.ToString()]);

    public static string BodyHash(string body) => Hash(body);

    private static bool IsTimeless(Signal signal) => signal is { BarTime: null, FiredAt: null, ExternalId: null };

    private static long WindowOf(DateTimeOffset receivedAt) => receivedAt.ToUnixTimeSeconds() / WindowSeconds;

    private static string OfWindow(StrategyKey strategy, string bodyHash, long window) =>
        HashParts(["body", strategy.Value, bodyHash, window.ToString(CultureInfo.InvariantCulture)]);

    private static string OfState(StrategyKey strategy, Signal signal) => HashParts(
    [
        "state",
        strategy.Value,
        signal.Symbol.Value,
        signal.Interval,
        TimeText(signal.BarTime),
        TimeText(signal.FiredAt),
        signal.OrderId,
        signal.Action?.ToString(),
        NumberText(signal.Contracts),
        signal.Position?.ToString(),
        NumberText(signal.PositionSize),
        signal.PrevPosition?.ToString(),
        NumberText(signal.PrevPositionSize),
        signal.ExternalId,
        .. DryPart(signal),
        .. PortionPart(signal.Reduce),
    ]);

    // What is really meant never repeats a dry run. Keys of all others are as they were before.
    private static string[] DryPart(Signal signal) => signal.DryRun ? ["dry"] : [];

    private static string?[] PortionPart(Portion? portion) =>
        portion is { } part ? ["reduce", NumberText(part.Taken), NumberText(part.Whole)] : [];

    private static string? TimeText(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string? NumberText(decimal? number) => number is { } value ? DecimalText.Write(value) : null;

    // Each part is preceded by its length, so no two different lists run together into the same text.
    private static string HashParts(IEnumerable<string?> parts) =>
        Hash(string.Concat(parts.Select(static part => part is null ? "-;" : $"{part.Length}:{part};")));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
