using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>Asks for a part of an open trade to be closed: by an alert, a person or a target, under the same rules.</summary>
public sealed class PartialExitRequest(
    IExchange exchange, ITradeLedger ledger, PositionKeepings keepings, TimeProvider time)
{
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="portion">What is to be closed of what stands.</param>
    /// <param name="signal">The alert that asks, which ends with that; null when none does.</param>
    /// <param name="targets">The targets it is closed for, by their places from 0; none for any other reason.</param>
    /// <param name="line">The line of the story for so much, in the unit of the trade's quantity.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<PartialExitAnswer> AskAsync(
        TradeRecord trade, Portion portion, SignalId? signal, IReadOnlyList<int> targets, Func<decimal, NewTradeEvent> line,
        CancellationToken token) => await ReckonAsync(trade, portion, token) switch
        {
            PartialExitAnswer.Due due => await ledger.RequestReductionAsync(
                trade, due.Quantity, signal, targets, line(due.Quantity), time.GetUtcNow(), token)
                ? new PartialExitAnswer.Asked(due.Quantity)
                : new PartialExitAnswer.Busy(),
            var other => other,
        };

    /// <summary>How much it would be; nothing is written.</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="portion">What is to be closed of what stands.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<PartialExitAnswer> ReckonAsync(TradeRecord trade, Portion portion, CancellationToken token)
    {
        if (trade is { CloseRequestedAt: not null } or { Reduction: not null } or { Addition: not null }
            || await FindEntryAsync(trade, token) is not { } entry || await IsBeingFilledAsync(trade, entry, token))
            return new PartialExitAnswer.Busy();
        if (trade.OpenQuantity <= 0)
            return new PartialExitAnswer.NothingHeld();
        var holding = await keepings.Of(trade).ReadAsync(trade, entry, token);
        // A share of what only the books still hold would be more of what stands; rules that are not known tell no smallest order.
        if (holding.Missing > 0 || holding.Quantity <= 0
            || await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return new PartialExitAnswer.Busy();
        var held = holding.Quantity;
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        // What is left is judged by the price of its entry later, so the lower of the two tells what can be closed at either. Coins are
        // guarded by an order of their own, which has to be worth enough where it stands.
        var price = Math.Min(ticker.WatchedPrice, trade.EntryPrice ?? trade.ReferencePrice);
        var lowest = trade.Category == Category.Spot && trade.PlannedStopLoss is { } stop ? Math.Min(price, stop) : price;
        return PartialExit.Of(portion, held, market, price, lowest) switch
        {
            // A share of a first fill must not end an entry that waits for the rest of its fill.
            PartialExit.Whole when !entry.HaveEnded && portion.Of(held) < held =>
                new PartialExitAnswer.TooSmall(WhyTooSmall(portion.Of(held), held, market)),
            PartialExit.Whole => new PartialExitAnswer.Whole(),
            PartialExit.TooSmall small => new PartialExitAnswer.TooSmall(WhyTooSmall(small.Quantity, held, market)),
            PartialExit.Part part => new PartialExitAnswer.Due(part.Quantity),
            var other => throw new InvalidOperationException($"Unknown partial exit {other}."),
        };
    }

    private async Task<EntryOrders?> FindEntryAsync(TradeRecord trade, CancellationToken token) =>
        EntryOrders.Find(trade, await ledger.ListOrdersAsync(trade.Id, token));

    // A market entry is filled or gone at once, and what of an entry is filled is in the books a moment later: a share of less would be
    // less than was meant.
    private async Task<bool> IsBeingFilledAsync(TradeRecord trade, EntryOrders entry, CancellationToken token)
    {
        if (trade.FilledQuantity < entry.FilledQuantity)
            return true;
        if (entry.HaveEnded)
            return false;
        return trade.OrderType == OrderType.Market
            || (await exchange.FindOrderAsync(trade.Category, trade.Symbol, entry.First.LinkId, token).RequireAsync())?.FilledQuantity
                > trade.FilledQuantity;
    }

    private static Denial WhyTooSmall(decimal part, decimal held, Instrument market) => new(
        DenialCodes.ReduceTooSmall,
        $"That part of {DecimalText.Write(held)} is {DecimalText.Write(part)} {market.Symbol}; what is closed and what is left have to be "
            + $"{DecimalText.Write(market.MinQuantity)} or more, worth at least {DecimalText.Write(market.MinNotional)} {market.QuoteCoin}.",
        new Dictionary<string, string>
        {
            ["part"] = DecimalText.Write(part),
            ["held"] = DecimalText.Write(held),
            ["minimum"] = DecimalText.Write(market.MinQuantity),
            ["minimumValue"] = DecimalText.Write(market.MinNotional),
        });
}

/// <summary>What asking for a part of a trade to be closed came to.</summary>
public abstract record PartialExitAnswer
{
    private PartialExitAnswer()
    {
    }

    /// <summary>So much of it is to be closed; nothing is written yet.</summary>
    public sealed record Due(decimal Quantity) : PartialExitAnswer;

    /// <summary>Written down; the bot carries it out.</summary>
    public sealed record Asked(decimal Quantity) : PartialExitAnswer;

    /// <summary>All of it has to be closed; nothing is written.</summary>
    public sealed record Whole : PartialExitAnswer;

    public sealed record TooSmall(Denial Why) : PartialExitAnswer;

    /// <summary>
    /// All or another part of it is being closed, its entry just being filled, or how much stands or can be ordered is not known.
    /// </summary>
    public sealed record Busy : PartialExitAnswer;

    /// <summary>Nothing of the entry is filled.</summary>
    public sealed record NothingHeld : PartialExitAnswer;
}
