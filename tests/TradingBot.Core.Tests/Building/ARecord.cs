using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Building;

/// <summary>A stored alert of the strategy "trend" that was carried out; a test changes it with <c>with</c>.</summary>
internal static class ARecord
{
    public static SignalRecord Of(DateTimeOffset receivedAt, Signal signal) => new()
    {
        Id = new SignalId(Guid.NewGuid()),
        Strategy = "trend",
        Status = SignalStatus.Completed,
        Source = "tradingbot",
        DryRun = false,
        MaskedBody = "{}",
        IgnoredFields = [],
        Duplicates = 0,
        ReceivedAt = receivedAt,
        Signal = signal,
    };
}
