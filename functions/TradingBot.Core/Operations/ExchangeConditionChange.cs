using TradingBot.Core.Notifications;

namespace TradingBot.Core.Operations;

/// <summary>What one question made of the condition.</summary>
/// <param name="Condition">The condition from now on.</param>
/// <param name="Notice">What the trader is told of it; null: nothing.</param>
public sealed record ExchangeConditionChange(ExchangeCondition Condition, Notification? Notice);
