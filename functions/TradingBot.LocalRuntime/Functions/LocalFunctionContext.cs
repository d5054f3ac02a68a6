using System.Collections;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace TradingBot.LocalRuntime.Functions;

/// <summary>An invocation in this process.</summary>
internal sealed class LocalFunctionContext(FunctionDescriptor function, IServiceProvider services, CancellationToken token)
    : FunctionContext
{
    private InvocationTrace? _trace;
    private InvocationData? _data;
    private InvocationFeatures? _features;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override FunctionDefinition FunctionDefinition => function;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => token;

    public override TraceContext TraceContext => _trace ??= new InvocationTrace();

    public override BindingContext BindingContext => _data ??= new InvocationData();

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    /// <summary>Null, as on Azure for a function without a retry policy of its own: this runtime repeats no function.</summary>
    public override RetryContext RetryContext => null!;

    /// <summary>What the trigger parameter gets.</summary>
    public object? TriggerValue { get; init; }

    /// <summary>What the method gave back.</summary>
    public object? Result { get; set; }

    private sealed class InvocationTrace : TraceContext
    {
        public override string TraceParent { get; } = Activity.Current?.Id ?? "";

        public override string TraceState { get; } = Activity.Current?.TraceStateString ?? "";
    }

    // Values are bound straight from the trigger, so there is no text to bind from.
    private sealed class InvocationData : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);
    }

    private sealed class InvocationFeatures : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> _values = [];

        public T? Get<T>() => _values.TryGetValue(typeof(T), out var value) ? (T)value : default;

        public void Set<T>(T instance) => _values[typeof(T)] = instance!;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
