using Microsoft.Extensions.Time.Testing;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// A clock that moves only when a test moves it, so that both sides of a bound can be asked for: whole seconds, which the database keeps as
/// they are, and a minute later than what the test has done before by the real clock.
/// </summary>
internal static class StoppedClock
{
    public static FakeTimeProvider Create() =>
        new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 60));
}
