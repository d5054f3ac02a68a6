using TradingBot.Core.Signals.Formats;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>Reads an alert in whatever format it is written: our own, or one of another service that the strategy takes.</summary>
public static class AlertReader
{
    /// <summary>Null when it is neither an object nor in a format that is known.</summary>
    /// <param name="body">What arrived.</param>
    /// <param name="payload">The object that the body is; null when it is none.</param>
    /// <param name="strategy">Whose alert it is.</param>
    public static SignalReading? Read(string body, WebhookPayload? payload, Strategy strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var sent = new AlertBody(body, payload?.Json);
        if (AlertFormats.Find(sent, strategy) is not { } foreign)
            return payload is null ? null : SignalParser.Parse(AlertMessage.Of(payload), strategy);
        return AlertFormats.Translate(foreign, sent, strategy) switch
        {
            Translation.InOurFields read => SignalParser.Parse(AlertMessage.Of(read, payload?.Unreadable ?? []), strategy),
            Translation.Unclear unclear => new SignalReading.NotUnderstood(unclear.Why),
            var other => throw new InvalidOperationException($"Unknown translation {other}."),
        };
    }

    /// <summary>In whose format the alert is written; one that is not known or not read counts as our own.</summary>
    /// <param name="body">What arrived.</param>
    /// <param name="payload">The object that the body is; null when it is none.</param>
    /// <param name="strategy">Whose alert it is; null: there is no such strategy.</param>
    public static AlertFormat FormatOf(string body, WebhookPayload? payload, Strategy? strategy) =>
        AlertFormats.Find(new AlertBody(body, payload?.Json), strategy)?.Format?.Format ?? AlertFormat.Tradingbot;
}
