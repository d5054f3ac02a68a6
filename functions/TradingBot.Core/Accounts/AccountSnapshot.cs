using TradingBot.Core.Exchange;

namespace TradingBot.Core.Accounts;

/// <summary>The account as last read from the exchange.</summary>
public sealed record AccountSnapshot(DateTimeOffset AsOf, AccountBalance Balance, IReadOnlyList<ExchangePosition> Positions);
