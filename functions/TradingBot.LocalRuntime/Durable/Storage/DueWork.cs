namespace TradingBot.LocalRuntime.Durable.Storage;

/// <summary>Instances with something to do now, and when the next message falls due.</summary>
internal sealed record DueWork(IReadOnlyList<string> InstanceIds, DateTimeOffset? NextDue);
