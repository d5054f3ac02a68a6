using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Trading.Alerts;

/// <summary>Authenticates, reads and journals an alert; whatever is refused is written down too, without its secrets.</summary>
public sealed class AlertReceiver(IStrategyStore strategies, ISignalJournal journal, AlertLimits limits)
{
    private const string Source = "tradingbot";
    private const int MostIgnoredFields = 50;
    private const int LongestName = 64;

    public async Task<AlertOutcome> ReceiveAsync(IncomingAlert call, CancellationToken token)
    {
        var payload = WebhookPayload.TryRead(call.Body, out var error);
        var given = call.PathToken ?? (payload is null ? WebhookPayload.FindSecret(call.Body) : payload.Secret);
        var stored = StrategyKey.TryParse(call.Strategy, out var key) ? await strategies.FindAsync(key.Value, token) : null;
        var arrival = new Arrival(call, WebhookPayload.Mask(call.Body, given, payload?.Secret, call.PathToken), stored?.Strategy);
        if (!AlertToken.Opens(given, stored))
        {
            await StoreSparinglyAsync(
                arrival, new Denial(DenialCodes.WebhookUnauthorized, "The strategy is unknown or the token is wrong."), token);
            return new AlertOutcome.Unauthorized();
        }

        var strategy = stored!.Strategy;
        if (!limits.TryAlert(strategy.Key, out var retryAfter))
        {
            await StoreSparinglyAsync(
                arrival, new Denial(DenialCodes.WebhookTooManyRequests, "Too many alerts of this strategy within a minute."), token);
            return new AlertOutcome.TooMany(retryAfter);
        }

        if (payload is null)
        {
            await StoreAsync(arrival, new Denial(DenialCodes.WebhookMalformed, error!), token);
            return new AlertOutcome.Malformed(error!);
        }

        switch (SignalParser.Parse(payload, strategy))
        {
            case SignalReading.Readable readable:
                return await AcceptAsync(arrival, readable, token);
            case SignalReading.Faulty faulty:
                var faults = string.Join(" ", faulty.Faults.Select(static fault => $"{fault.Field} {fault.Message}"));
                await StoreAsync(arrival, new Denial(DenialCodes.WebhookInvalid, faults), token);
                return new AlertOutcome.Faulty(faulty.Faults);
            case SignalReading.NotUnderstood unclear:
                await StoreAsync(arrival, new Denial(DenialCodes.WebhookNotUnderstood, unclear.Message), token);
                return new AlertOutcome.NotUnderstood(unclear.Message);
            case var other:
                throw new InvalidOperationException($"Unknown reading {other}.");
        }
    }

    private async Task<AlertOutcome> AcceptAsync(Arrival alert, SignalReading.Readable readable, CancellationToken token)
    {
        var (call, strategy) = (alert.Call, alert.Strategy!);
        var ignored = readable.IgnoredFields.Take(MostIgnoredFields).Select(static name => Storable(name, LongestName)).ToList();
        var bodyHash = DedupeKey.BodyHash(call.Body);
        var receipt = await journal.AcceptAsync(
            Written(alert) with
            {
                DedupeKey = DedupeKey.Of(strategy.Key, readable.Signal, bodyHash, call.ReceivedAt),
                EarlierDedupeKey = DedupeKey.OfPreviousWindow(strategy.Key, readable.Signal, bodyHash, call.ReceivedAt),
                Signal = readable.Signal,
                DryRun = strategy.DryRun || readable.Signal.DryRun,
                IgnoredFields = ignored,
            },
            token);
        return new AlertOutcome.Stored(receipt, ignored);
    }

    // A flood of refused calls must not become a flood of rows.
    private async Task StoreSparinglyAsync(Arrival alert, Denial reason, CancellationToken token)
    {
        if (limits.MayStoreRefusal())
            await StoreAsync(alert, reason, token);
    }

    private Task<SignalReceipt> StoreAsync(Arrival alert, Denial reason, CancellationToken token) =>
        journal.AcceptAsync(Written(alert) with { Refusal = reason }, token);

    private static NewSignal Written(Arrival alert) => new()
    {
        Id = new SignalId(Guid.CreateVersion7(alert.Call.ReceivedAt)),
        Strategy = Storable(alert.Call.Strategy, LongestName),
        Source = Source,
        Category = alert.Strategy?.Category,
        DryRun = alert.Strategy?.DryRun ?? false,
        MaskedBody = Storable(alert.MaskedBody, int.MaxValue),
        IgnoredFields = [],
        RemoteIp = alert.Call.RemoteIp,
        ReceivedAt = alert.Call.ReceivedAt,
    };

    // PostgreSQL's text takes every character but NUL.
    private static string Storable(string text, int maxLength) =>
        (text.Length <= maxLength ? text : text[..maxLength]).Replace('\0', '\uFFFD');

    private sealed record Arrival(IncomingAlert Call, string MaskedBody, Strategy? Strategy);
}
