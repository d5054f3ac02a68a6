using TradingBot.Core.Accounts;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Account;

/// <summary>Equity at one moment, in USD.</summary>
public sealed record EquityPointView(DateTimeOffset At, [property: Unit(Unit.Usd)] decimal Equity,
    [property: Unit(Unit.Usd)] decimal WalletBalance, [property: Unit(Unit.Usd)] decimal UnrealizedPnl)
{
    public static EquityPointView Of(EquityPoint point) => new(point.At, point.Equity, point.WalletBalance, point.UnrealizedPnl);
}
