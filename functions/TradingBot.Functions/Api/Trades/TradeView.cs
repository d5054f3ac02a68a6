using TradingBot.Core.Accounts;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>
/// A trade in a list. Mark price and unrealized profit come from the last account reading, taken at asOf; null when it does not show the
/// position.
/// </summary>
public record TradeView
{
    public required Guid Id { get; init; }

    public required Guid SignalId { get; init; }

    public required string Strategy { get; init; }

    public required Category Category { get; init; }

    public required string Symbol { get; init; }

    /// <summary>Of the position; the put that is bought for a short alert is long.</summary>
    public required Direction Side { get; init; }

    /// <summary>What is traded, where it is an option; else null.</summary>
    public OptionView? Option { get; init; }

    public required TradeStatus Status { get; init; }

    /// <summary>It still reserves risk or holds a position, and the bot follows it.</summary>
    public required bool Unfinished { get; init; }

    public required OrderType OrderType { get; init; }

    /// <summary>As planned, with what was added and what is being added.</summary>
    [Unit(Unit.Quantity)]
    public required decimal Quantity { get; init; }

    /// <summary>Of the entry.</summary>
    [Unit(Unit.Quantity)]
    public required decimal FilledQuantity { get; init; }

    /// <summary>Filled and not closed yet; zero once the trade has ended.</summary>
    [Unit(Unit.Quantity)]
    public required decimal OpenQuantity { get; init; }

    /// <summary>The part that is being closed while the rest stays open; null when none is.</summary>
    [Unit(Unit.Quantity)]
    public decimal? ReducingQuantity { get; init; }

    /// <summary>What is being added to the position; null when nothing is.</summary>
    [Unit(Unit.Quantity)]
    public decimal? AddingQuantity { get; init; }

    /// <summary>How often the position was added to.</summary>
    public required int Additions { get; init; }

    /// <summary>What quantities count: the base coin, USD for inverse; null when the symbol's name does not tell it.</summary>
    public string? QuantityCoin { get; init; }

    /// <summary>Average of the entry fills, rounded to the instrument's price step.</summary>
    [Unit(Unit.Price)]
    public decimal? EntryPrice { get; init; }

    /// <summary>Average of the exit fills, rounded to the instrument's price step.</summary>
    [Unit(Unit.Price)]
    public decimal? ExitPrice { get; init; }

    /// <summary>As last seen at the exchange, of an option as the bot keeps it; until one was seen, as planned.</summary>
    [Unit(Unit.Price)]
    public decimal? StopLoss { get; init; }

    /// <summary>As approved, wherever it was moved to since.</summary>
    [Unit(Unit.Price)]
    public decimal? PlannedStopLoss { get; init; }

    /// <summary>How the stop moves, and where it was moved to; null for a trade whose stop neither moves nor was moved here.</summary>
    public StopMovesView? StopMoves { get; init; }

    public required IReadOnlyList<TargetView> TakeProfits { get; init; }

    [Unit(Unit.Times)]
    public decimal? Leverage { get; init; }

    /// <summary>
    /// What was approved to be lost, fees of both sides included: of the entry at the planned stop, and of each addition at the stop that
    /// came with it. R is measured in it.
    /// </summary>
    [Unit(Unit.QuoteCoin)]
    public required decimal RiskAmount { get; init; }

    /// <summary>
    /// Loss at the stop that stands, of what is open and what of the entry still waits, fees of both sides included; what the risk limits
    /// count.
    /// </summary>
    [Unit(Unit.QuoteCoin)]
    public required decimal OpenRisk { get; init; }

    /// <summary>The coin of riskAmount and openRisk: USD for inverse, settleCoin for the others.</summary>
    public required string RiskCoin { get; init; }

    /// <summary>Net of fees and funding; null until something was closed.</summary>
    [Unit(Unit.SettleCoin)]
    public decimal? RealizedPnl { get; init; }

    [Unit(Unit.SettleCoin)]
    public decimal? UnrealizedPnl { get; init; }

    [Unit(Unit.Price)]
    public decimal? MarkPrice { get; init; }

    /// <summary>The coin of the profits, fees and funding.</summary>
    public required string SettleCoin { get; init; }

    /// <summary>Realized profit, while nothing is closed the unrealized one, in multiples of the risk of what was filled.</summary>
    [Unit(Unit.R)]
    public decimal? RMultiple { get; init; }

    /// <summary>From the mark price to the stop, of the mark price, without sign.</summary>
    [Unit(Unit.Percent)]
    public decimal? StopDistancePercent { get; init; }

    /// <summary>From the mark price to the first target, of the mark price, without sign.</summary>
    [Unit(Unit.Percent)]
    public decimal? TargetDistancePercent { get; init; }

    /// <summary>Paid so far; negative when rebates outweigh them.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal Fees { get; init; }

    /// <summary>Funding paid so far for the trade's part of its position; negative when more was received.</summary>
    [Unit(Unit.SettleCoin)]
    public required decimal Funding { get; init; }

    /// <summary>When the stop was seen at the exchange; of an option, from when on the bot keeps it.</summary>
    public DateTimeOffset? StopConfirmedAt { get; init; }

    /// <summary>
    /// The worst price that the entry may be filled at; null where nothing bounds a market entry, and where a limit entry stays at its
    /// price.
    /// </summary>
    [Unit(Unit.Price)]
    public decimal? WorstEntryPrice { get; init; }

    /// <summary>When what a limit entry has not filled is taken back, or goes to the market; null for a market entry.</summary>
    public DateTimeOffset? EntryRestsUntil { get; init; }

    /// <summary>Why what was left of the entry was taken back; null when it was not.</summary>
    public TakeBackReason? TakenBack { get; init; }

    public CloseReason? CloseReason { get; init; }

    public ReasonView? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    public static TradeView Of(TradeRecord trade, AccountSnapshot? snapshot)
    {
        var reading = trade.IsUnfinished ? snapshot : null;
        var position = reading?.Positions.FirstOrDefault(
            held => held.Category == trade.Category && held.Symbol == trade.Symbol && held.Direction == trade.Direction);
        // The exchange's figure is of all it holds; a position that is partly somebody else's is reckoned from our own entry.
        var unrealized = position is { MarkPrice: { } mark } && trade.EntryPrice is { } entry && position.Quantity != trade.OpenQuantity
            ? ProfitAndLoss.Unrealized(trade.Category, trade.Direction, trade.OpenQuantity, entry, mark)
            : position?.UnrealizedPnl;
        return new TradeView
        {
            Id = trade.Id.Value,
            SignalId = trade.SignalId.Value,
            Strategy = trade.Strategy,
            Category = trade.Category,
            Symbol = trade.Symbol.Value,
            Side = trade.Direction,
            Option = OptionView.Of(trade),
            Status = trade.Status,
            Unfinished = trade.IsUnfinished,
            OrderType = trade.OrderType,
            Quantity = trade.Quantity,
            FilledQuantity = trade.FilledQuantity,
            OpenQuantity = trade.IsUnfinished ? trade.OpenQuantity : 0m,
            ReducingQuantity = trade.CloseRequestedAt is null ? trade.Reduction?.Quantity : null,
            AddingQuantity = trade.Addition?.Quantity,
            Additions = trade.Additions,
            QuantityCoin = ContractCoins.QuantityCoin(trade.Category, trade.Symbol, trade.SettleCoin),
            EntryPrice = Shown.Average(trade.EntryPrice, trade),
            ExitPrice = Shown.Average(trade.ExitPrice, trade),
            StopLoss = trade.StopLoss,
            PlannedStopLoss = trade.PlannedStopLoss,
            StopMoves = StopMovesView.Of(trade),
            TakeProfits = [.. trade.Targets.Select(target => new TargetView(target.Price, target.ClosePercent, IsReached(trade, target)))],
            Leverage = trade.Leverage,
            RiskAmount = FigureText.RoundAmount(trade.RiskTaken),
            OpenRisk = trade.IsUnfinished ? FigureText.RoundAmount(trade.OpenRisk) : 0m,
            RiskCoin = ContractCoins.QuoteCoin(trade.Category, trade.SettleCoin),
            RealizedPnl = trade.RealizedPnl,
            UnrealizedPnl = Shown.Amount(unrealized),
            MarkPrice = position?.MarkPrice,
            SettleCoin = trade.SettleCoin,
            RMultiple = trade.RealizedPnl is null
                ? RiskMultiple.Of(trade.Category, unrealized, position?.MarkPrice, trade.FilledRisk)
                : RiskMultiple.Of(trade.Category, trade.RealizedPnl, trade.ExitPrice, trade.FilledRisk),
            StopDistancePercent = Distance(position?.MarkPrice, trade.StopLoss),
            TargetDistancePercent = Distance(position?.MarkPrice, trade.NextTarget?.Price),
            Fees = trade.Fees,
            Funding = trade.Funding,
            StopConfirmedAt = trade.StopConfirmedAt,
            WorstEntryPrice = trade.Terms.WorstPrice,
            EntryRestsUntil = trade.EntryRestsUntil,
            TakenBack = trade.TakenBack,
            CloseReason = trade.CloseReason,
            Reason = ReasonView.Of(trade.Reason),
            CreatedAt = trade.CreatedAt,
            OpenedAt = trade.OpenedAt,
            ClosedAt = trade.ClosedAt,
            AsOf = reading?.AsOf,
        };
    }

    // One target for all is with the stop at the exchange, or watched: how the trade ended tells of it.
    private static bool IsReached(TradeRecord trade, PlannedTarget target) => target.IsReached
        || (trade is { WholeTarget: not null, Status: TradeStatus.Closed, CloseReason: Core.Trades.CloseReason.TakeProfit });

    private static decimal? Distance(decimal? price, decimal? level) =>
        Percent.Of(price is { } at && level is { } there ? Math.Abs(there - at) : null, price);
}
