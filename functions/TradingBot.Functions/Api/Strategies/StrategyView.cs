using System.Text.Json.Nodes;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>A strategy, and what the ledger knows beside it. Never the webhook token.</summary>
public sealed record StrategyView
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required StrategyState State { get; init; }

    /// <summary>Decides and shows everything, sends nothing.</summary>
    public required bool DryRun { get; init; }

    public required Category Category { get; init; }

    /// <summary>The only symbols it may trade.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Charts that are not Bybit's own of a symbol and mean it all the same.</summary>
    public required IReadOnlyDictionary<string, string> SymbolAliases { get; init; }

    public required AllowedDirection Direction { get; init; }

    /// <summary>What an alert means that would open the other side of what is held.</summary>
    public required OppositeAlert OppositeAlert { get; init; }

    public required OrderType OrderType { get; init; }

    public required SizingView Sizing { get; init; }

    /// <summary>Set at the exchange before the entry; null leaves it as it is.</summary>
    [Unit(Unit.Times)]
    public decimal? Leverage { get; init; }

    /// <summary>
    /// With isolated margin a lower leverage is taken where that keeps the liquidation beyond the stop.
    /// </summary>
    public required bool AutoLeverage { get; init; }

    /// <summary>How much worse than its price a market order is reckoned to be filled; part of the risk.</summary>
    [Unit(Unit.Percent)]
    public required decimal SlippagePercent { get; init; }

    /// <summary>
    /// How much worse than the price that it was approved at an entry may be filled at most; null: a market entry has no bound, and a limit
    /// entry stays at its price.
    /// </summary>
    [Unit(Unit.Percent)]
    public decimal? MaxSlippagePercent { get; init; }

    /// <summary>Every how many seconds a limit entry follows the market that moves away from it; null not.</summary>
    public int? ChaseSeconds { get; init; }

    /// <summary>What becomes of what a limit entry has not filled in its time: it is taken back, or goes to the market.</summary>
    public required UnfilledEntry WhenUnfilled { get; init; }

    public DistanceView? StopLoss { get; init; }

    public required IReadOnlyList<TakeProfitView> TakeProfits { get; init; }

    /// <summary>How the stop follows the price or the targets; null not.</summary>
    public TrailingView? Trailing { get; init; }

    /// <summary>When the stop goes to where the trade would end without a loss; null never.</summary>
    public BreakEvenView? BreakEven { get; init; }

    /// <summary>Which option is bought for an alert of its underlying; null where symbols name what is traded.</summary>
    public OptionRuleView? Option { get; init; }

    /// <summary>How long before its expiry an option is closed; null: it may be held to its delivery.</summary>
    [Unit(Unit.Hours)]
    public decimal? CloseBeforeExpiryHours { get; init; }

    /// <summary>Minutes after the first fill at which the trade is closed at market; null never.</summary>
    public int? TimeStopMinutes { get; init; }

    /// <summary>A stop that a person moves looser than planned at the exchange stays there; else it is put back.</summary>
    public required bool KeepMovedStops { get; init; }

    /// <summary>Entries whose alert fired longer ago are refused, in seconds.</summary>
    public required int MaxLagSeconds { get; init; }

    /// <summary>After how many minutes without any alert the trader is told, while the strategy is active; null never.</summary>
    public int? SilentAfterMinutes { get; init; }

    /// <summary>Minutes a limit entry may wait for its fill; what is not filled by then is taken back.</summary>
    public required int EntryValidMinutes { get; init; }

    /// <summary>Entries are refused when the market moved further from the alert's price; null no check.</summary>
    [Unit(Unit.Percent)]
    public decimal? MaxDriftPercent { get; init; }

    /// <summary>Pause after an entry before the next one, in seconds; 0 none.</summary>
    public required int CooldownSeconds { get; init; }

    /// <summary>How often alerts may add to an open position.</summary>
    public required int Pyramiding { get; init; }

    /// <summary>The formats of alerts that are taken: the bot's own, and those of other services that are switched on.</summary>
    public required IReadOnlyList<AlertFormat> Formats { get; init; }

    /// <summary>What the codes mean that alerts of WunderTrading consist of.</summary>
    public required IReadOnlyDictionary<string, AlertCode> AlertCodes { get; init; }

    /// <summary>Not supported yet: empty.</summary>
    public JsonObject Overrides { get; } = [];

    /// <summary>Not supported yet: empty.</summary>
    public JsonObject Risk { get; } = [];

    /// <summary>Where TradingView has to send this strategy's alerts.</summary>
    public required string WebhookUrl { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? LastSignalAt { get; init; }

    public required int OpenTrades { get; init; }

    public static StrategyView Of(StoredStrategy stored, string webhookUrl)
    {
        var strategy = stored.Strategy;
        return new StrategyView
        {
            Key = strategy.Key.Value,
            Name = strategy.Name,
            State = strategy.State,
            DryRun = strategy.DryRun,
            Category = strategy.Category,
            Symbols = [.. strategy.Symbols.Select(static symbol => symbol.Value)],
            SymbolAliases = strategy.SymbolAliases.ToDictionary(static alias => alias.Key, static alias => alias.Value.Value),
            Direction = strategy.Direction,
            OppositeAlert = strategy.OppositeAlert,
            OrderType = strategy.OrderType,
            Sizing = SizingView.Of(strategy.Sizing),
            Leverage = strategy.Leverage,
            AutoLeverage = strategy.AutoLeverage,
            SlippagePercent = strategy.SlippagePercent,
            MaxSlippagePercent = strategy.MaxSlippagePercent,
            ChaseSeconds = strategy.ChaseSeconds,
            WhenUnfilled = strategy.WhenUnfilled,
            StopLoss = strategy.StopLoss is { } stop ? DistanceView.Of(stop) : null,
            TakeProfits = [.. strategy.TakeProfits.Select(TakeProfitView.Of)],
            Trailing = strategy.Trailing is { } trailing ? TrailingView.Of(trailing) : null,
            BreakEven = strategy.BreakEven is { } even ? BreakEvenView.Of(even) : null,
            Option = strategy.Option is { } option ? OptionRuleView.Of(option) : null,
            CloseBeforeExpiryHours = strategy.CloseBeforeExpiryHours,
            TimeStopMinutes = strategy.TimeStopMinutes,
            KeepMovedStops = strategy.KeepMovedStops,
            MaxLagSeconds = strategy.MaxLagSeconds,
            SilentAfterMinutes = strategy.SilentAfterMinutes,
            EntryValidMinutes = strategy.EntryValidMinutes,
            MaxDriftPercent = strategy.MaxDriftPercent,
            CooldownSeconds = strategy.CooldownSeconds,
            Pyramiding = strategy.Pyramiding,
            Formats = strategy.Formats,
            AlertCodes = strategy.AlertCodes,
            WebhookUrl = webhookUrl,
            UpdatedAt = stored.UpdatedAt,
            LastSignalAt = stored.LastSignalAt,
            OpenTrades = stored.OpenTrades,
        };
    }
}
