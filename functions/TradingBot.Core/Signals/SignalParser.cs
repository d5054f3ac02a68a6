using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>
/// Reads an alert in our own fields, within the bounds of its strategy. All faults are told at once; in an exit only the symbol has one.
/// </summary>
internal static class SignalParser
{
    private const string SymbolField = "symbol";

    private static readonly string Unrecognisable =
        $"Neither position (flat, long or short) nor action ({EnumNames.List<SignalAction>()}) says what to do.";

    private static readonly string Unfilled =
        "{{strategy.…}} placeholders were not filled in: they exist only in alerts made on a strategy. In an indicator's alert write the "
        + $"action out ({EnumNames.List<SignalAction>()}).";

    public static SignalReading Parse(AlertMessage message, Strategy strategy)
    {
        var faults = new List<Fault>();
        var fields = JsonFields.OfAlert(message.Own, faults);
        if (WhyUnclear(fields) is { } unclear) return new SignalReading.NotUnderstood(unclear);

        fields.Text("secret", maxLength: 1024);
        var overrides = AlertOverrides.Read(fields, strategy);
        List<string> within = [.. overrides.Ignored];
        var signal = ReadSignal(fields, overrides, strategy, within);
        List<string> ignored = [.. fields.Unread.Concat(within).Select(message.NameOf), .. message.Ignored];
        var move = SimulatedMove.Of(signal);
        if (move is SimulatedMove.Impossible no)
            fields.Fault(no.Field, no.Why);
        else if (signal.TellsReduction && move is not (SimulatedMove.Smaller or SimulatedMove.SmallerOfAny))
            fields.Fault("reduce", "belongs to an alert that makes the position smaller (action reduce, say); leave it out.");
        var ofSymbol = faults.Where(static fault => fault.Field == SymbolField).Select(message.Named).ToList();
        List<Fault> all =
        [
            .. message.Unreadable.Select(static field => new Fault(field, "holds a broken \\u escape; send plain characters.")),
            .. faults.Select(message.Named),
            .. message.Faults,
        ];
        if (all.Count == 0) return new SignalReading.Readable(signal, ignored);

        // Of an exit the symbol alone has to be right; of any other alert what closes a position is looked at apart.
        var exit = WithoutEntry(signal);
        ignored.AddRange(all.Select(fault => SentFields.Around(message, fault.Field)).OfType<string>().Except(ignored)
            .Where(name => name != message.NameOf(SymbolField)));
        if (!signal.IsExit(strategy))
        {
            var refusal = new Denial(DenialCodes.WebhookInvalid, Fault.Sentences(all));
            var rest = new SignalReading.Readable(exit with { EntryRefusal = refusal }, ignored);
            return new SignalReading.Faulty(all, rest) { IsSymbolFaulty = ofSymbol.Count > 0 };
        }

        return ofSymbol.Count == 0
            ? new SignalReading.Readable(exit, ignored)
            : new SignalReading.Faulty(ofSymbol, new(exit, ignored)) { IsSymbolFaulty = true };
    }

    private static Signal ReadSignal(JsonFields fields, AlertOverrides overrides, Strategy strategy, List<string> ignored)
    {
        var (tellsReduction, reduce) = ReadReduction(fields, ignored);
        var signal = new Signal
        {
            Symbol = ReadSymbol(fields, strategy, out var text) ?? strategy.Symbols[0],
            SymbolText = text,
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
            Reduce = reduce,
            TellsReduction = tellsReduction,
            ExternalId = fields.Text("id", maxLength: 128),
            MaxLagSeconds = fields.Whole("maxLagSeconds", 1, strategy.MaxLagSeconds),
            OrderType = overrides.OrderType,
            LimitPrice = overrides.LimitPrice,
            Size = overrides.Size,
            StopLoss = overrides.StopLoss,
            TakeProfits = overrides.TakeProfits,
            BreakEven = overrides.BreakEven,
            Trailing = overrides.Trailing,
            Leverage = overrides.Leverage,
            DryRun = fields.Flag("dryRun") ?? false,
        };

        // Alone, buy and sell open too: where a part was meant, a share that was not filled in must not.
        return signal is { Action: SignalAction.Buy or SignalAction.Sell, Position: null } && fields.IsSent("reduce")
            ? signal with { TellsReduction = true }
            : signal;
    }

    private static (bool IsTold, Portion? Portion) ReadReduction(JsonFields fields, List<string> ignored)
    {
        var before = fields.Faults.Count;
        if (fields.Object("reduce") is not { } reduction) return (fields.Faults.Count > before, null);
        if (reduction.Names.Count == 0 || reduction.HasOnlyBlanks("percent", "size")) return (false, null);
        var percent = reduction.Number("percent", min: 0, max: 100, aboveMin: true);
        var size = reduction.Number("size", min: 0, aboveMin: true);
        ignored.AddRange(reduction.Unread);
        if (reduction.Has("percent") == reduction.Has("size"))
        {
            fields.Fault("reduce", "takes either percent, of what is held, or size, in the unit of the position.");
            return (true, null);
        }

        return (true, percent is { } share ? Portion.Percent(share) : size is { } amount ? Portion.Amount(amount) : null);
    }

    private static Signal WithoutEntry(Signal signal) => signal with
    {
        OrderType = null,
        LimitPrice = null,
        Size = null,
        StopLoss = null,
        TakeProfits = null,
        Leverage = null,
    };

    private static string? WhyUnclear(JsonFields fields)
    {
        if (fields.IsUnresolved("symbol"))
            return "The symbol's placeholder was not filled in by TradingView; use {{exchange}}:{{ticker}} or write the symbol out.";
        if (fields.Has("position") || fields.Has("action")) return HasMeaning(fields) ? null : Unrecognisable;
        return fields.IsUnresolved("position") || fields.IsUnresolved("action")
            ? Unfilled
            : Unrecognisable;
    }

    private static bool HasMeaning(JsonFields fields)
    {
        // The same words are read again with faults; here only whether at least one of the two can be understood.
        var probe = fields.Probe();
        return probe.Word<TargetPosition>("position") is not null || probe.Word<SignalAction>("action") is not null;
    }

    private static Symbol? ReadSymbol(JsonFields fields, Strategy strategy, out string? text)
    {
        var before = fields.Faults.Count;
        text = fields.Text("symbol", maxLength: 80);
        if (text is null)
        {
            if (fields.Faults.Count == before) fields.Fault("symbol", "is missing; send {{exchange}}:{{ticker}}.");
            return null;
        }

        var symbol = AlertSymbol.Read(text, strategy, out var fault);
        if (fault is not null) fields.Fault("symbol", fault);
        return symbol;
    }
}
