using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBot.LocalRuntime.Functions;

/// <summary>A discovered function: its method, its one trigger, and how to call it.</summary>
internal sealed class FunctionDescriptor : FunctionDefinition
{
    private readonly ObjectFactory? _create;

    public FunctionDescriptor(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Method = method;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        _create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        Parameters = [.. method.GetParameters().Select(
            static parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        InputBindings = method.GetParameters()
            .Select(static parameter => (parameter.Name, Attribute: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(static bound => bound.Attribute is not null)
            .ToImmutableDictionary(
                static bound => bound.Name!, static bound => (BindingMetadata)new InputBinding(bound.Name!, bound.Attribute!));
    }

    public override string Id => Name;

    public override string Name { get; }

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public MethodInfo Method { get; }

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    /// <summary>Makes the function's object (when it has one), calls the method and waits for its result; void gives null.</summary>
    public async Task<object?> CallAsync(IServiceProvider services, object?[] arguments)
    {
        var target = _create?.Invoke(services, null);
        var returned = Method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        return await MethodResult.UnwrapAsync(returned, Method.ReturnType);
    }

    /// <summary>
    /// Named as in the metadata that is built for Azure: the attribute's name, its first letter small, without the last word.
    /// </summary>
    private sealed class InputBinding(string name, BindingAttribute attribute) : BindingMetadata
    {
        public override string Name => name;

        public override string Type { get; } = TypeName(attribute.GetType().Name);

        public override BindingDirection Direction => BindingDirection.In;

        private static string TypeName(string attribute) => char.ToLowerInvariant(attribute[0]) + attribute[1..^nameof(Attribute).Length];
    }
}
