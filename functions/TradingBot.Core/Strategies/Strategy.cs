using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Strategies;

/// <summary>A trader's standing orders for one TradingView strategy: what it may trade, how much, and where it gets out.</summary>
public sealed record Strategy
{
    public required StrategyKey Key { get; init; }

    public required string Name { get; init; }

    public required StrategyState State { get; init; }

    /// <summary>Decide and show everything, send nothing.</summary>
    public bool DryRun { get; init; }

    public required Category Category { get; init; }

    /// <summary>The only symbols this strategy may trade; never empty.</summary>
    public required IReadOnlyList<Symbol> Symbols { get; init; }

    /// <summary>
    /// Names of charts that mean one of the symbols although they are not Bybit's chart of it, in capitals ("BINANCE:BTCUSDT.P"); an alert
    /// of any other such chart is refused.
    /// </summary>
    public IReadOnlyDictionary<string, Symbol> SymbolAliases { get; init; } = new Dictionary<string, Symbol>();

    public required AllowedDirection Direction { get; init; }

    /// <summary>What becomes of a position when an alert would open its other side.</summary>
    public OppositeAlert OppositeAlert { get; init; }

    public required OrderType OrderType { get; init; }

    public required Sizing Sizing { get; init; }

    /// <summary>Leverage set at the exchange before the entry; null leaves it as it is. Not for spot.</summary>
    public decimal? Leverage { get; init; }

    /// <summary>
    /// Leverage is then the most: with isolated margin as much of it is taken as keeps the liquidation beyond the stop.
    /// </summary>
    public bool AutoLeverage { get; init; }

    /// <summary>How much worse than its price a market order is reckoned to be filled, in percent, 0 to 10; part of the risk.</summary>
    public decimal SlippagePercent { get; init; }

    /// <summary>
    /// How much worse than the price that it was approved at an entry may be filled at most, in percent, 0.01 to 10; null no bound for a
    /// market entry, and a limit entry stays at its price.
    /// </summary>
    public decimal? MaxSlippagePercent { get; init; }

    /// <summary>
    /// Every how many seconds a limit entry follows the market that moves away from it, as far as <see cref="MaxSlippagePercent"/>, 2 to
    /// 3600; null not.
    /// </summary>
    public int? ChaseSeconds { get; init; }

    /// <summary>What becomes of a limit entry that is not filled in <see cref="EntryValidMinutes"/>.</summary>
    public UnfilledEntry WhenUnfilled { get; init; }

    public PriceDistance? StopLoss { get; init; }

    public required IReadOnlyList<TakeProfitRule> TakeProfits { get; init; }

    /// <summary>When the stop goes to where the trade would end without a loss; null never.</summary>
    public BreakEvenRule? BreakEven { get; init; }

    /// <summary>How the stop follows the price or the targets; null not.</summary>
    public TrailingRule? Trailing { get; init; }

    /// <summary>Which option is bought for an alert of its underlying; null where the symbols are the options themselves.</summary>
    public OptionRule? Option { get; init; }

    /// <summary>
    /// How long before its expiry an option is closed, in hours, 0.1 to 720; null: it may be held to its delivery. Options only.
    /// </summary>
    public decimal? CloseBeforeExpiryHours { get; init; }

    /// <summary>Close at market this many minutes after the first fill; null never.</summary>
    public int? TimeStopMinutes { get; init; }

    /// <summary>
    /// What becomes of a stop that a person moves looser than planned at the exchange: it stays there, or (false) it is put back. A removed
    /// stop is put back always, a tighter one kept always.
    /// </summary>
    public bool KeepMovedStops { get; init; }

    /// <summary>Entries whose alert fired longer ago are refused; seconds, 1 to 3600.</summary>
    public int MaxLagSeconds { get; init; } = 60;

    /// <summary>
    /// After how many minutes without any alert the trader is told, 5 to 43200; null never. For strategies that are known to send one at
    /// least so often.
    /// </summary>
    public int? SilentAfterMinutes { get; init; }

    /// <summary>
    /// How long a limit entry may wait for its fill, in minutes from its approval, 1 to 10080; what is not filled by then is taken back. A
    /// market entry does not wait.
    /// </summary>
    public int EntryValidMinutes { get; init; } = 60;

    /// <summary>Entries are refused when the market moved further from the alert's price, in percent; null no check.</summary>
    public decimal? MaxDriftPercent { get; init; }

    /// <summary>Pause after an entry before the next one, in seconds; 0 none.</summary>
    public int CooldownSeconds { get; init; }

    /// <summary>Further entries in the same direction allowed on top of the first.</summary>
    public int Pyramiding { get; init; }

    /// <summary>The formats of alerts that are taken; our own is always among them.</summary>
    public required IReadOnlyList<AlertFormat> Formats { get; init; }

    /// <summary>What the codes mean that alerts of WunderTrading consist of, each as it is sent.</summary>
    public IReadOnlyDictionary<string, AlertCode> AlertCodes { get; init; } = new Dictionary<string, AlertCode>();

    /// <summary>When an option of the strategy is closed because its expiry comes near; null when it is not.</summary>
    public DateTimeOffset? CloseBy(OptionContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return CloseBeforeExpiryHours is { } hours ? contract.ExpiresAt - TimeSpan.FromHours((double)hours) : null;
    }
}

public enum AllowedDirection
{
    Both,
    Long,
    Short,
}
