namespace TradingBot.Embedded.Durable.Engine;

/// <summary>An instance with this id exists in a status that refuses another start.</summary>
public sealed class OrchestrationAlreadyExistsException(string instanceId)
    : Exception($"An orchestration with the instance id '{instanceId}' already exists.")
{
    public string InstanceId { get; } = instanceId;
}
