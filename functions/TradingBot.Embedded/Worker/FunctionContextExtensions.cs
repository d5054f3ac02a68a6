using Microsoft.AspNetCore.Http;
using TradingBot.Embedded.Http;

namespace TradingBot.Embedded.Worker;

/// <summary>Reaches the HTTP request of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>Null when the function was not called over HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpInvocation.ContextKey, out var value) ? value as HttpContext : null;
    }
}
