using TradingBot.Core.Foundation;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>Reads an alert in our own format, within the bounds of its strategy. All faults are told at once.</summary>
public static class SignalParser
{
    private const string Unrecognisable =
        "Neither position (flat, long or short) nor action (buy, sell, close, reverse or cancel) says what to do.";

    public static SignalReading Parse(WebhookPayload payload, Strategy strategy)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(strategy);
        if (ForeignFormat.NameOf(payload.Json) is { } foreign)
            return new SignalReading.NotUnderstood(
                $"This looks like a {foreign} message; the strategy accepts: {string.Join(", ", strategy.Formats)}.");

        var faults = new List<Fault>();
        var fields = JsonFields.OfAlert(payload.Json, faults);
        if (WhyUnclear(fields) is { } unclear) return new SignalReading.NotUnderstood(unclear);

        fields.Text("secret", maxLength: 1024);
        var overrides = AlertOverrides.Read(fields, strategy);
        var symbol = ReadSymbol(fields, strategy);
        var signal = new Signal
        {
            Symbol = symbol ?? strategy.Symbols[0],
            Interval = fields.Text("interval", maxLength: 32),
            BarTime = fields.Time("barTime"),
            FiredAt = fields.Time("firedAt"),
            Price = fields.Number("price", min: 0, aboveMin: true),
            Action = fields.Word<SignalAction>("action"),
            OrderId = fields.Text("orderId", maxLength: 256),
            Contracts = fields.Number("contracts", min: 0),
            OrderPrice = fields.Number("orderPrice", min: 0, aboveMin: true),
            Position = fields.Word<TargetPosition>("position"),
            PositionSize = fields.Number("positionSize", min: 0),
            PrevPosition = fields.Word<TargetPosition>("prevPosition"),
            PrevPositionSize = fields.Number("prevPositionSize", min: 0),
            ExternalId = fields.Text("id", maxLength: 128),
            OrderType = overrides.OrderType,
            LimitPrice = overrides.LimitPrice,
            Size = overrides.Size,
            StopLoss = overrides.StopLoss,
            TakeProfits = overrides.TakeProfits,
            Leverage = overrides.Leverage,
            DryRun = fields.Flag("dryRun") ?? false,
        };
        Contradictions(signal, fields);
        return faults.Count > 0
            ? new SignalReading.Faulty(faults)
            : new SignalReading.Readable(signal, [.. fields.Unread, .. overrides.Ignored]);
    }

    private static string? WhyUnclear(JsonFields fields)
    {
        if (fields.IsUnresolved("symbol"))
            return "The symbol's placeholder was not filled in by TradingView; use {{exchange}}:{{ticker}} or write the symbol out.";
        if (fields.Has("position") || fields.Has("action")) return HasMeaning(fields) ? null : Unrecognisable;
        return fields.IsUnresolved("position") || fields.IsUnresolved("action")
            ? "{{strategy.…}} placeholders were not filled in: they exist only in alerts made on a strategy. In an indicator's alert write the action out (buy, sell, close, reverse or cancel)."
            : Unrecognisable;
    }

    private static bool HasMeaning(JsonFields fields)
    {
        // The same words are read again with faults; here only whether at least one of the two can be understood.
        var probe = fields.Probe();
        return probe.Word<TargetPosition>("position") is not null || probe.Word<SignalAction>("action") is not null;
    }

    private static Markets.Symbol? ReadSymbol(JsonFields fields, Strategy strategy)
    {
        var before = fields.Faults.Count;
        if (fields.Text("symbol", maxLength: 80) is not { } text)
        {
            if (fields.Faults.Count == before) fields.Fault("symbol", "is missing; send {{exchange}}:{{ticker}}.");
            return null;
        }

        var symbol = AlertSymbol.Read(text, strategy, out var fault);
        if (fault is not null) fields.Fault("symbol", fault);
        return symbol;
    }

    private static void Contradictions(Signal signal, JsonFields fields)
    {
        if (signal is { Action: SignalAction.Close, Position: TargetPosition.Long or TargetPosition.Short })
            fields.Fault("action", "says close while position says otherwise; send one of the two, or position flat.");
        if (signal is { Position: TargetPosition.Long or TargetPosition.Short, PositionSize: 0 })
            fields.Fault("positionSize", "is 0 while position is not flat; send {{strategy.market_position_size}}, or leave it out.");
    }
}
