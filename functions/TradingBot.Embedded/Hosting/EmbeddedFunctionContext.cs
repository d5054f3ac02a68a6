using TradingBot.Embedded.Worker;

namespace TradingBot.Embedded.Hosting;

/// <summary>An invocation in this process.</summary>
internal sealed class EmbeddedFunctionContext(FunctionDescriptor function, IServiceProvider services, CancellationToken cancellationToken)
    : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override FunctionDefinition FunctionDefinition => function;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellationToken;

    /// <summary>What the trigger parameter gets.</summary>
    public object? TriggerValue { get; init; }

    /// <summary>What the method gave back.</summary>
    public object? Result { get; set; }
}
