using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>
/// A strategy as it is sent. What is left out takes the default; unknown names are faults. What was read may be sent back as it is.
/// </summary>
public sealed record StrategyRequest
{
    /// <summary>The key in the address; may be left out.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>Left out: the key.</summary>
    [MaxLength(100)]
    public string? Name { get; init; }

    /// <summary>Left out: active.</summary>
    public StrategyState? State { get; init; }

    /// <summary>Decide and show everything, send nothing; left out: no.</summary>
    public bool? DryRun { get; init; }

    /// <summary>Left out: linear.</summary>
    public Category? Category { get; init; }

    /// <summary>The only symbols it may trade, in capitals as Bybit writes them.</summary>
    [MinLength(1), MaxLength(100)]
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>
    /// Charts that are not Bybit's own of a symbol and mean it all the same, such as BINANCE:BTCUSDT.P; left out: none, and their alerts
    /// are refused.
    /// </summary>
    public IReadOnlyDictionary<string, string>? SymbolAliases { get; init; }

    /// <summary>Left out: both.</summary>
    public AllowedDirection? Direction { get; init; }

    /// <summary>What an alert means that would open the other side of what is held; left out: reverse.</summary>
    public OppositeAlert? OppositeAlert { get; init; }

    /// <summary>Left out: market.</summary>
    public OrderType? OrderType { get; init; }

    public required SizingView Sizing { get; init; }

    /// <summary>1 to 1000, set at the exchange before the entry; null leaves it as it is. Not for spot and options.</summary>
    [Unit(Unit.Times)]
    public decimal? Leverage { get; init; }

    /// <summary>
    /// With isolated margin take a lower leverage where that keeps the liquidation beyond the stop; leverage is then the most. Left out:
    /// no.
    /// </summary>
    public bool? AutoLeverage { get; init; }

    /// <summary>
    /// How much worse than its price a market order is reckoned to be filled, 0 to 10 (options: 50): part of the risk that the size is
    /// found by. Left out: 0.
    /// </summary>
    [Unit(Unit.Percent)]
    public decimal? SlippagePercent { get; init; }

    /// <summary>
    /// How much worse than the price that it was approved at an entry may be filled at most, 0.01 to 10 (options: 50); left out: a
    /// market entry has no bound, which options need, and a limit entry stays at its price.
    /// </summary>
    [Unit(Unit.Percent)]
    public decimal? MaxSlippagePercent { get; init; }

    /// <summary>
    /// Every how many seconds a limit entry follows the market that moves away from it (of an option: the middle of bid and ask), as far as
    /// maxSlippagePercent; left out: not.
    /// </summary>
    [Range(2, 3600)]
    public int? ChaseSeconds { get; init; }

    /// <summary>
    /// What becomes of what a limit entry has not filled in entryValidMinutes: it is taken back, or goes to the market as far as
    /// maxSlippagePercent. Left out: cancel.
    /// </summary>
    public UnfilledEntry? WhenUnfilled { get; init; }

    public DistanceView? StopLoss { get; init; }

    public IReadOnlyList<TakeProfitView>? TakeProfits { get; init; }

    /// <summary>How the stop follows the price or the targets; null not.</summary>
    public TrailingView? Trailing { get; init; }

    /// <summary>When the stop goes to where the trade would end without a loss; null never.</summary>
    public BreakEvenView? BreakEven { get; init; }

    /// <summary>
    /// For the category option: which one is bought for an alert of its underlying, which symbols then name (BTCUSDT). Null where symbols
    /// name the options themselves.
    /// </summary>
    public OptionRuleView? Option { get; init; }

    /// <summary>How long before its expiry an option is closed, 0.1 to 720; null: it may be held to its delivery.</summary>
    [Unit(Unit.Hours)]
    public decimal? CloseBeforeExpiryHours { get; init; }

    /// <summary>Close at market this many minutes after the first fill; null never.</summary>
    [Range(1, 525_600)]
    public int? TimeStopMinutes { get; init; }

    /// <summary>
    /// A stop that a person moves looser than planned at the exchange stays there; left out or false: it is put back.
    /// </summary>
    public bool? KeepMovedStops { get; init; }

    /// <summary>Entries whose alert fired longer ago are refused, in seconds; left out: 60.</summary>
    [Range(1, 3600)]
    public int? MaxLagSeconds { get; init; }

    /// <summary>
    /// After how many minutes without any alert the trader is told, while the strategy is active; left out: never.
    /// </summary>
    [Range(5, 43_200)]
    public int? SilentAfterMinutes { get; init; }

    /// <summary>
    /// How long a limit entry may wait for its fill, in minutes from its approval; what is not filled by then is taken back. Left out: 60.
    /// </summary>
    [Range(1, 10_080)]
    public int? EntryValidMinutes { get; init; }

    /// <summary>
    /// Entries are refused when the market moved further from the alert's price; above 0 to 100, null no check, left out: 1.
    /// </summary>
    [Unit(Unit.Percent)]
    public decimal? MaxDriftPercent { get; init; }

    /// <summary>Pause after an entry before the next one, in seconds; left out: 0.</summary>
    [Range(0, 86_400)]
    public int? CooldownSeconds { get; init; }

    /// <summary>How often alerts may add to an open position; left out: 0. Not for options.</summary>
    [Range(0, 20)]
    public int? Pyramiding { get; init; }

    /// <summary>The formats of alerts that are taken beside the bot's own, which always is; left out: none.</summary>
    public IReadOnlyList<AlertFormat>? Formats { get; init; }

    /// <summary>What the codes mean that alerts of WunderTrading consist of, each code as it is sent; left out: none.</summary>
    public IReadOnlyDictionary<string, AlertCode>? AlertCodes { get; init; }

    /// <summary>Not supported yet: empty.</summary>
    public JsonObject? Overrides { get; init; }

    /// <summary>Not supported yet: empty.</summary>
    public JsonObject? Risk { get; init; }

    /// <summary>Sets the webhook token; left out, the stored one stays, and a new strategy gets one.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{22,128}$")]
    public string? Token { get; init; }

    /// <summary>Read only: ignored.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Read only: ignored.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Read only: ignored.</summary>
    public DateTimeOffset? LastSignalAt { get; init; }

    /// <summary>Read only: ignored.</summary>
    public int? OpenTrades { get; init; }
}
