namespace TradingBot.Core.Operations;

/// <summary>A time in which the exchange gives the bot no usable answer; it was told, and its end was not yet.</summary>
/// <param name="Since">When the first question without a usable answer was asked, in UTC.</param>
/// <param name="IsRefusal">The exchange refuses the bot (key, rights, account, region), which a person has to put right.</param>
public sealed record ExchangeOutage(DateTimeOffset Since, bool IsRefusal);
