using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>The yes-or-no questions of an entry, asked before any size is worked out, the most general first.</summary>
internal static class EntryPreconditions
{
    // Clocks of alert sender and receiver may differ by this much.
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromSeconds(30);

    public static Denial? WhyRefused(EntryRequest request) =>
        State(request) ?? Timing(request) ?? Market(request) ?? Counts(request)
        ?? ForeignHoldings.WhyRefused(request.AddsTo is null ? request.Held?.Open ?? [] : [], request.Resting);

    private static Denial? State(EntryRequest request)
    {
        if (request.IsHalted) return Denials.Of(DenialCodes.TradingHalted, "Trading is halted; nothing opens until it is resumed.");
        return request.Strategy.State switch
        {
            StrategyState.Active => null,
            StrategyState.Paused => Denials.Of(DenialCodes.StrategyPaused, "The strategy is paused."),
            StrategyState.ExitOnly => Denials.Of(DenialCodes.StrategyExitOnly, "The strategy only takes exits."),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Strategy.State, "Unknown strategy state."),
        };
    }

    private static Denial? Timing(EntryRequest request)
    {
        var lag = request.Now - (request.Signal.FiredAt ?? request.ReceivedAt);
        var seconds = Math.Round((decimal)lag.TotalSeconds, 3);
        if (lag < -ToleratedSkew)
        {
            return Denials.Of(
                DenialCodes.ClockSkew,
                $"The alert says it fired {Denials.Text(-seconds)} s in the future; check the clocks.",
                ("aheadSeconds", -seconds),
                ("toleratedSeconds", (decimal)ToleratedSkew.TotalSeconds));
        }

        var longest = request.Signal.MaxLagOf(request.Strategy);
        if (lag > TimeSpan.FromSeconds(longest))
        {
            var bound = longest < request.Strategy.MaxLagSeconds
                ? $"it says itself that it is for an entry within {longest} s."
                : $"the strategy takes entries up to {longest} s.";
            return Denials.Of(
                DenialCodes.Stale,
                $"The alert is {Denials.Text(seconds)} s old; {bound}",
                ("lagSeconds", seconds),
                ("maxLagSeconds", longest));
        }

        if (request.Strategy.CooldownSeconds == 0 || request.LastEntryAt is not { } last
            || request.Now - last >= TimeSpan.FromSeconds(request.Strategy.CooldownSeconds)) return null;

        // Another process' clock may be ahead of ours.
        var since = Math.Max(0, Math.Round((decimal)(request.Now - last).TotalSeconds, 3));
        return Denials.Of(
            DenialCodes.StrategyCooldown,
            $"The last entry was {Denials.Text(since)} s ago; the strategy waits {request.Strategy.CooldownSeconds} s.",
            ("secondsSinceEntry", since),
            ("cooldownSeconds", request.Strategy.CooldownSeconds));
    }

    private static Denial? Market(EntryRequest request)
    {
        if (!request.Instrument.IsTradable)
            return Denials.Of(DenialCodes.InstrumentNotTradable, $"{request.Instrument.Symbol} cannot be traded now.");
        if (request.Ticker.WatchedPrice <= 0)
            return Denials.Of(
                DenialCodes.InstrumentNotTradable,
                $"{request.Instrument.Symbol} has no price yet: the exchange says {Denials.Text(request.Ticker.WatchedPrice)}.",
                ("lastPrice", request.Ticker.WatchedPrice));
        return request.Strategy.Allows(request.Stance)
            ? Expiry(request)
            : Denials.Of(DenialCodes.DirectionNotAllowed, $"The strategy is not allowed to be {Denials.Word(request.Stance)}.");
    }

    private static Denial? Expiry(EntryRequest request)
    {
        if (OptionContract.Find(request.Instrument.Symbol) is not { } contract || request.Strategy.CloseBy(contract) is not { } end
            || request.Now < end)
            return null;
        var left = Math.Round((decimal)(contract.ExpiresAt - request.Now).TotalHours, 2);
        return Denials.Of(
            DenialCodes.OptionExpires,
            $"{request.Instrument.Symbol} expires in {Denials.Text(left)} hours; the strategy closes "
                + $"{Denials.Text(request.Strategy.CloseBeforeExpiryHours ?? 0)} hours before.",
            ("hoursLeft", left),
            ("closeBeforeExpiryHours", request.Strategy.CloseBeforeExpiryHours ?? 0));
    }

    private static Denial? Counts(EntryRequest request)
    {
        if (request.Open.FirstOrDefault(open => IsSameMarket(request, open) && open.Trade != request.AddsTo?.Id) is { } busy)
        {
            return new Denial(
                DenialCodes.SymbolBusy,
                $"The symbol already has an unfinished trade of strategy {busy.Strategy}; one position a symbol is allowed.",
                new Dictionary<string, string> { ["tradeId"] = busy.Trade.ToString(), ["strategy"] = busy.Strategy.Value });
        }

        if (request is { AddsTo: null, Limits.MaxOpenTrades: { } trades } && request.Open.Count >= trades)
        {
            return Denials.Of(
                DenialCodes.MaxOpenTrades,
                $"{Counted(request.Open.Count, "trade is", "trades are")} open; the limit is {trades}.",
                ("openTrades", request.Open.Count),
                ("limit", trades));
        }

        return request.Limits.MaxEntriesPerMinute is { } entries && request.EntriesInLastMinute >= entries
            ? Denials.Of(
                DenialCodes.MaxEntriesPerMinute,
                $"{Counted(request.EntriesInLastMinute, "entry was", "entries were")} approved in the last minute; the limit is {entries}.",
                ("entries", request.EntriesInLastMinute),
                ("limit", entries))
            : null;
    }

    // Of an underlying a strategy holds one option at a time.
    private static bool IsSameMarket(EntryRequest request, OpenExposure open) => open.Category == request.Instrument.Category
        && (open.Symbol == request.Instrument.Symbol
            || (open.Strategy == request.Strategy.Key && open.SignalSymbol == request.Signal.Symbol));

    private static string Counted(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
