using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Embedded.Worker;
using TradingBot.Embedded.Worker.Extensions.Abstractions;

namespace TradingBot.Embedded.Hosting;

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
    }

    public override string Id => Name;

    public override string Name { get; }

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

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
}
