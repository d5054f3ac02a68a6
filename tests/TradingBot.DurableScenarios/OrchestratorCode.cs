namespace TradingBot.DurableScenarios;

public sealed record OrchestratorCode(Type InputType, Func<TaskOrchestrationContext, Task<object?>> Run);
