using System.Reflection;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Another process does something right before the first call of one method.</summary>
public class Interrupted<T> : DispatchProxy
    where T : class
{
    private T? _inner;
    private string? _before;
    private Func<Task>? _meanwhile;

    public static T Of(T inner, string before, Func<Task> meanwhile)
    {
        var made = Create<T, Interrupted<T>>();
        var proxy = (Interrupted<T>)(object)made;
        (proxy._inner, proxy._before, proxy._meanwhile) = (inner, before, meanwhile);
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != _before || Interlocked.Exchange(ref _meanwhile, null) is not { } meanwhile)
            return targetMethod.Invoke(_inner, args);
        if (targetMethod.ReturnType == typeof(Task))
            return RunAsync(meanwhile, () => (Task)targetMethod.Invoke(_inner, args)!);
        return typeof(Interrupted<T>).GetMethod(nameof(RunOfAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments()[0])
            .Invoke(null, [meanwhile, (Func<object>)(() => targetMethod.Invoke(_inner, args)!)]);
    }

    private static async Task RunAsync(Func<Task> meanwhile, Func<Task> call)
    {
        await meanwhile();
        await call();
    }

    private static async Task<TAnswer> RunOfAsync<TAnswer>(Func<Task> meanwhile, Func<object> call)
    {
        await meanwhile();
        return await (Task<TAnswer>)call();
    }
}
