using System.Reflection;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Telemetry;

namespace TradingBot.Bybit.Tests.Telemetry;

/// <summary>How loud each line is: an error is for who can be woken, a warning for who looks, the rest for who searches.</summary>
public sealed class LogLevelTests
{
    private static readonly string[] Expected =
    [
        "Debug: AlreadyDone StreamStillBroken",
        "Error: KeyUnchecked Paused StreamFailed",
        "Information: Adopted ClockMeasured LimitReached ModeLearnt StandardFees StreamLive TickersBroken",
        "Warning: CategoryUnread ClockUnread InstrumentsSkipped KeyWarning NoAnswer OutcomeUnknown Refused RereadFailed StreamBroken "
            + "StreamRowUnread TickersRefused",
    ];

    [Fact]
    public void Line_is_as_loud_as_what_it_tells_of() => Assert.Equal(
        Expected,
        typeof(BybitLog).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .GroupBy(static line => line.GetCustomAttribute<LoggerMessageAttribute>()!.Level, static line => line.Name)
            .Select(static lines => $"{lines.Key}: {string.Join(' ', lines.Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal));
}
