using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Trading.Alerts;

/// <summary>Authenticates, reads and journals an alert; whatever is refused is written down too, without its secrets.</summary>
public sealed class AlertReceiver(IStrategyStore strategies, ISignalJournal journal, OpenMarkets markets, AlertLimits limits)
{
    private const int MostIgnoredFields = 50;
    private const int LongestName = 64;

    private const string MisplacedToken =
        "The token is there, but neither as the value of \"secret\" nor as the end of the address; look at the spelling of \"secret\".";

    private static readonly Denial WrongToken = new(
        DenialCodes.WebhookUnauthorized, "The strategy is unknown or the token is wrong.");

    private static readonly Denial TooManyAlerts = new(
        DenialCodes.WebhookTooManyRequests, "Too many alerts of this strategy within a minute.");

    public async Task<AlertOutcome> ReceiveAsync(IncomingAlert call, CancellationToken token)
    {
        var (arrival, stored, opens) = await ArriveAsync(call, token);
        var payload = arrival.Payload;
        if (!opens)
        {
            // Whoever has the token and made a mistake around it is told of the mistake.
            if (stored is not null && AlertToken.Known(arrival.Candidates, [stored.TokenHash]) is [_, ..])
                return await UnreadableAsync(arrival, payload is null ? arrival.Error! : MisplacedToken, token);
            if (limits.MayStoreRefusal())
                await StoreAsync(arrival, WrongToken, token);
            return new AlertOutcome.Unauthorized();
        }

        return AlertReader.Read(call.Body, payload, stored!.Strategy) switch
        {
            null => await UnreadableAsync(arrival, arrival.Error!, token),
            SignalReading.Readable readable when readable.Signal.IsExit(stored.Strategy) =>
                await AcceptAsync(arrival, readable, stored.Strategy.Category, token),
            SignalReading.Readable readable => await EntryAsync(arrival, readable, token),
            SignalReading.Faulty faulty => await FaultyAsync(arrival, faulty, token),
            SignalReading.NotUnderstood unclear => await UnclearAsync(arrival, unclear, token),
            var other => throw new InvalidOperationException($"Unknown reading {other}."),
        };
    }

    /// <summary>
    /// Writes down a call that is turned away whatever it says, and tells of it, when it has its strategy's token and may have closed
    /// something; any other one leaves no trace.
    /// </summary>
    /// <param name="call">The call; of one that is too long, its beginning.</param>
    /// <param name="reason">Why it is turned away.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task TurnAwayAsync(IncomingAlert call, Denial reason, CancellationToken token)
    {
        var (arrival, _, opens) = await ArriveAsync(call, token);
        if (opens && await FindExitAsync(arrival, token) is { } exit && limits.MayStoreRefusedExit(arrival.Strategy!.Key))
            await StoreAsync(arrival, reason, token, exit);
    }

    private async Task<(Arrival Arrival, StoredStrategy? Stored, bool Opens)> ArriveAsync(IncomingAlert call, CancellationToken token)
    {
        var payload = WebhookPayload.TryRead(call.Body, out var error);
        var given = call.PathToken ?? (payload is null ? WebhookPayload.FindSecret(call.Body) : payload.Secret);
        var stored = StrategyKey.TryParse(call.Strategy, out var key) ? await strategies.FindAsync(key.Value, token) : null;
        var candidates = WebhookToken.CandidatesIn(
            [call.Strategy, call.PathToken, call.Body, EscapedText.Of(call.Body).Read, .. payload?.Texts ?? []]);
        var arrival = new Arrival(call, [given, payload?.Secret, call.PathToken], candidates, payload, error, stored?.Strategy);
        return (arrival, stored, AlertToken.Opens(given, stored));
    }

    private async Task<RefusedExit?> FindExitAsync(Arrival alert, CancellationToken token)
    {
        var reading = AlertReader.Read(alert.Call.Body, alert.Payload, alert.Strategy!);
        var exit = reading switch
        {
            SignalReading.Readable readable => readable,
            SignalReading.Faulty faulty => faulty.Exit,
            _ => null,
        };
        return exit is null
            ? await UnreadExitAsync(alert, token)
            : await markets.FindTurnedAwayAsync(exit, reading!.HasSymbol(), alert.Strategy!, token);
    }

    private async Task<AlertOutcome> UnreadableAsync(Arrival alert, string error, CancellationToken token)
    {
        var exit = await UnreadExitAsync(alert, token);
        if (!limits.TryAlert(alert.Strategy!.Key, out var retryAfter))
            return await TooManyAsync(alert, retryAfter, token, exit);
        return await MalformedAsync(alert, error, exit, token);
    }

    // What is wrong may be told with a name from the message, which may be the token.
    private async Task<AlertOutcome> MalformedAsync(Arrival alert, string error, RefusedExit? exit, CancellationToken token)
    {
        await StoreAsync(alert, new Denial(DenialCodes.WebhookMalformed, error), token, exit);
        return new AlertOutcome.Malformed((await MaskAsync(alert, token)).Text(error));
    }

    private async Task<AlertOutcome> UnclearAsync(Arrival alert, SignalReading.NotUnderstood unclear, CancellationToken token)
    {
        // What says what to do may be what cannot be read.
        if (alert.Payload?.Unreadable is [var broken, ..])
            return await UnreadableAsync(alert, JsonTexts.Unreadable(broken), token);
        var exit = await UnreadExitAsync(alert, token);
        if (!limits.TryAlert(alert.Strategy!.Key, out var retryAfter))
            return await TooManyAsync(alert, retryAfter, token, exit);
        await StoreAsync(alert, new Denial(DenialCodes.WebhookNotUnderstood, unclear.Message), token, exit);
        return new AlertOutcome.NotUnderstood((await MaskAsync(alert, token)).Text(unclear.Message));
    }

    private async Task<AlertOutcome> EntryAsync(Arrival alert, SignalReading.Readable entry, CancellationToken token)
    {
        var strategy = alert.Strategy!;
        if (limits.TryAlert(strategy.Key, out var retryAfter))
            return await AcceptAsync(alert, entry, strategy.Category, token);
        var closing = entry with { Signal = entry.Signal with { EntryRefusal = TooManyAlerts } };
        return await markets.FindAsync(closing, isSymbolKnown: true, strategy, token) is var (exit, category)
            ? await AcceptAsync(alert, exit, category, token)
            : await TooManyAsync(alert, retryAfter, token);
    }

    // Whatever is wrong with the entry it asks for, what the alert closes is closed.
    private async Task<AlertOutcome> FaultyAsync(Arrival alert, SignalReading.Faulty faulty, CancellationToken token)
    {
        var strategy = alert.Strategy!;
        var isSymbolKnown = faulty.HasSymbol();
        if (await markets.FindAsync(faulty.Exit, isSymbolKnown, strategy, token) is var (exit, category))
            return await AcceptAsync(alert, exit, category, token);
        var refused = isSymbolKnown ? null : await markets.FindRefusedAsync(faulty.Exit.Signal, strategy, token);
        if (!limits.TryAlert(strategy.Key, out var retryAfter))
            return await TooManyAsync(alert, retryAfter, token, refused);
        if (alert.Payload?.Unreadable is [var broken, ..])
            return await MalformedAsync(alert, JsonTexts.Unreadable(broken), refused, token);
        await StoreAsync(alert, new Denial(DenialCodes.WebhookInvalid, Fault.Sentences(faulty.Faults)), token, refused);
        var mask = await MaskAsync(alert, token);
        return new AlertOutcome.Faulty([.. faulty.Faults.Select(fault => fault with { Message = mask.Text(fault.Message) })]);
    }

    private async Task<AlertOutcome> TooManyAsync(Arrival alert, TimeSpan retryAfter, CancellationToken token, RefusedExit? exit = null)
    {
        // A flood of refused calls must not become a flood of rows, nor keep an exit from being told.
        if (exit is null ? limits.MayStoreRefusal() : limits.MayStoreRefusedExit(alert.Strategy!.Key))
            await StoreAsync(alert, TooManyAlerts, token, exit);
        return new AlertOutcome.TooMany(retryAfter);
    }

    private async Task<AlertOutcome> AcceptAsync(
        Arrival alert, SignalReading.Readable readable, Category category, CancellationToken token)
    {
        var (call, strategy, signal) = (alert.Call, alert.Strategy!, readable.Signal);
        var mask = await MaskAsync(alert, token);
        var ignored = readable.IgnoredFields.Take(MostIgnoredFields).Select(name => mask.Text(name, LongestName)).ToList();
        var bodyHash = DedupeKey.BodyHash(call.Body);
        var written = Written(alert, mask) with
        {
            DedupeKey = DedupeKey.Of(strategy.Key, signal, bodyHash, call.ReceivedAt),
            EarlierDedupeKey = DedupeKey.OfPreviousWindow(strategy.Key, signal, bodyHash, call.ReceivedAt),
            Category = category,
            Signal = mask.Signal(signal),

            // An exit is dry when it says so itself; the strategy's word is for entries.
            DryRun = signal.DryRun || (strategy.DryRun && !signal.IsExit(strategy)),
            IgnoredFields = ignored,
        };
        var receipt = await journal.AcceptAsync(written, token);
        if (receipt.IsDuplicate && await FindOpenedSinceAsync(written, receipt.Id, strategy, token) is { } opener)
            receipt = await journal.AcceptAsync(
                written with { DedupeKey = DedupeKey.OfExit(written.DedupeKey, opener), EarlierDedupeKey = null }, token);
        return new AlertOutcome.Stored(receipt, ignored, signal.EntryRefusal is { } refusal ? mask.Text(refusal.Message) : null);
    }

    // An exit that tells neither time nor id repeats the one before it only as long as nothing has been opened since.
    private async Task<SignalId?> FindOpenedSinceAsync(NewSignal written, SignalId first, Strategy strategy, CancellationToken token)
    {
        if (written is not { EarlierDedupeKey: not null, Signal: { } signal } || !signal.IsExit(strategy))
            return null;
        return await journal.FindAsync(first, token) is { } earlier
            ? await markets.FindOpenerAsync(strategy, signal.Symbol, earlier.ReceivedAt, token)
            : null;
    }

    private Task<RefusedExit?> UnreadExitAsync(Arrival alert, CancellationToken token) =>
        markets.FindUnreadAsync(alert.Payload?.SymbolText, alert.Strategy!, token);

    private async Task<SignalReceipt> StoreAsync(Arrival alert, Denial reason, CancellationToken token, RefusedExit? exit = null)
    {
        var mask = await MaskAsync(alert, token);

        // A sentence of ours holds nothing of the alert, and a guessed token such as "wrong" may be a word of it.
        var isOurs = reason == WrongToken || reason == TooManyAlerts;
        var written = Written(alert, mask) with
        {
            Refusal = isOurs ? reason : mask.Denial(reason),
            RefusedExit = exit is { Symbol: { } symbol } ? exit with { Symbol = mask.Text(symbol, LongestName) } : exit,
        };
        return await journal.AcceptAsync(written, token);
    }

    // A token of any strategy, wherever it stands in address or body, is as good as lost once it is shown.
    private async Task<AlertMask> MaskAsync(Arrival alert, CancellationToken token)
    {
        var known = alert.Given.OfType<string>().Where(static secret => secret.Length > 0).ToList();
        if (alert.Candidates.Except(known).Any())
            known.AddRange(AlertToken.Known(alert.Candidates, await strategies.ListTokenHashesAsync(token)));
        return new AlertMask([.. known.Distinct()]);
    }

    private static NewSignal Written(Arrival alert, AlertMask mask) => new()
    {
        Id = new SignalId(Guid.CreateVersion7(alert.Call.ReceivedAt)),
        Strategy = mask.Text(alert.Call.Strategy, LongestName),
        Source = EnumNames.Write(AlertReader.FormatOf(alert.Call.Body, alert.Payload, alert.Strategy)),
        Category = alert.Strategy?.Category,
        DryRun = alert.Strategy?.DryRun ?? false,
        MaskedBody = mask.Body(alert.Call.Body),
        IgnoredFields = [],
        RemoteIp = alert.Call.RemoteIp,
        ReceivedAt = alert.Call.ReceivedAt,
    };

    private sealed record Arrival(
        IncomingAlert Call, IReadOnlyList<string?> Given, IReadOnlySet<string> Candidates, WebhookPayload? Payload, string? Error,
        Strategy? Strategy);
}
