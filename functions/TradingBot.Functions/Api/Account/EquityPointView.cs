using TradingBot.Core.Accounts;

namespace TradingBot.Functions.Api.Account;

/// <summary>Equity at one moment, in USD.</summary>
public sealed record EquityPointView(DateTimeOffset At, decimal Equity, decimal WalletBalance, decimal UnrealizedPnl)
{
    public static EquityPointView Of(EquityPoint point) => new(point.At, point.Equity, point.WalletBalance, point.UnrealizedPnl);
}
