namespace TradingBot.LocalRuntime.Functions;

/// <summary>Waits for whatever a function method returned and gives its value.</summary>
internal static class MethodResult
{
    public static async Task<object?> UnwrapAsync(object? returned, Type declared)
    {
        if (returned is ValueTask plain)
        {
            await plain;
            return null;
        }

        var isGeneric = declared.IsGenericType;
        if (isGeneric && declared.GetGenericTypeDefinition() == typeof(ValueTask<>))
            returned = declared.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(returned, null);
        if (returned is not Task task)
            return returned;
        await task;
        return isGeneric ? task.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(task) : null;
    }
}
