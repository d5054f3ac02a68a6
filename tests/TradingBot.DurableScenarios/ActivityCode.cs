namespace TradingBot.DurableScenarios;

public sealed record ActivityCode(Type InputType, Func<object?, Task<object?>> Run);
