using System.ComponentModel.DataAnnotations;
using TradingBot.Core.Accounts;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Account;

/// <summary>A part of the equity curve, newest first.</summary>
/// <param name="Items">The points of this page.</param>
/// <param name="Resolution">Width of the buckets.</param>
/// <param name="Next">Cursor of the following page; null on the last.</param>
/// <param name="Since">When the first reading of the range was taken; null when there is none.</param>
/// <param name="Change">
/// Equity of this page's newest point less that of the first reading of the range; null when there is only one.
/// </param>
public sealed record EquityView(
    IReadOnlyList<EquityPointView> Items,
    [property: AllowedValues("raw", "1m", "5m", "1h", "1d")] string Resolution,
    string? Next,
    DateTimeOffset? Since,
    [property: Unit(Unit.Usd)] decimal? Change);

/// <summary>Equity at one moment, in USD.</summary>
public sealed record EquityPointView(DateTimeOffset At, [property: Unit(Unit.Usd)] decimal Equity,
    [property: Unit(Unit.Usd)] decimal WalletBalance, [property: Unit(Unit.Usd)] decimal UnrealizedPnl)
{
    public static EquityPointView Of(EquityPoint point) => new(point.At, point.Equity, point.WalletBalance, point.UnrealizedPnl);
}
