using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace TradingBot.LocalRuntime.Http;

/// <summary>The one key of this machine, for every level above Anonymous; without a configured key those are closed.</summary>
internal sealed class FunctionKey(IConfiguration configuration)
{
    public const string Setting = "Embedded:FunctionKey";

    public bool Admits(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        var shown = request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString() : request.Query["code"].ToString();
        return configuration[Setting] is { Length: > 0 } expected
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(expected));
    }
}
