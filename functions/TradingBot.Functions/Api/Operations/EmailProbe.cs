using TradingBot.Core.Notifications;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Whether mails get through, told from the outbox, so that every process of the installation knows it.</summary>
internal sealed class EmailProbe(INotificationOutbox outbox, TimeProvider time) : IHealthProbe
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    public string Name => "email";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        var state = await outbox.ReadStateAsync(now, token);
        if (state.CheckedAt is null)
            return new HealthCheck(Name, HealthStatus.Unknown, "The outbox has not been looked after yet.", null);
        if (state.Provider is null)
            return new HealthCheck(
                Name, HealthStatus.Healthy, "E-mail is switched off (Email:Provider); notices are on the dashboard only.", state.CheckedAt);
        var waiting = state.Waiting == 0 ? "" : $" {state.Waiting} mails wait.";
        if (state.PausedUntil > now)
            return Trouble($"The provider asked to wait until {state.PausedUntil:HH:mm:ss} UTC: {state.Error}{waiting}");
        if (state.GivenUp > 0)
            return Trouble($"{state.GivenUp} mails of the last day were given up. Last: {state.Error ?? "sending works again."}{waiting}");
        if (state.Error is { } error)
            return Trouble($"{error}{waiting}");
        if (now - state.OldestWaitingAt > Late)
            return Trouble($"A mail waits since {state.OldestWaitingAt:HH:mm:ss} UTC.{waiting}");
        return new HealthCheck(
            Name, HealthStatus.Healthy, state.LastSentAt is null
                ? $"{state.Provider}: no mail was due yet."
                : $"{state.Provider}: the last mail got through.", state.LastSentAt ?? state.CheckedAt);

        // A critical notice that does not reach anybody is the worst that can happen here.
        HealthCheck Trouble(string message) => new(
            Name, state.GravestTrouble == Severity.Critical
                ? HealthStatus.Unhealthy
                : HealthStatus.Degraded, message, state.ErrorAt ?? state.CheckedAt);
    }
}
