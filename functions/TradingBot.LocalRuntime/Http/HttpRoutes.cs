using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.LocalRuntime.Http;

/// <summary>The addresses of HTTP functions, under the prefix <c>api</c>.</summary>
internal static partial class HttpRoutes
{
    public const string Prefix = "/api";

    public static string Pattern(FunctionDescriptor function)
    {
        var route = ((HttpTriggerAttribute)function.Trigger).Route;
        return $"{Prefix}/{(string.IsNullOrEmpty(route) ? function.Name : route).TrimStart('/')}";
    }

    /// <summary>Upper-case methods; empty means every method.</summary>
    public static string[] Methods(FunctionDescriptor function) =>
        [.. (((HttpTriggerAttribute)function.Trigger).Methods ?? []).Select(method => method.ToUpperInvariant())];

    /// <summary>
    /// Two functions on one address and method would be told apart by nothing: refused at start, not at the first request.
    /// </summary>
    public static void EnsureDistinct(IEnumerable<FunctionDescriptor> functions)
    {
        var taken = new Dictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions.Where(function => function.Trigger is HttpTriggerAttribute))
        {
            var methods = Methods(function);
            foreach (var method in methods.Length > 0 ? methods : ["*"])
            {
                var address = $"{method} {ParameterName().Replace(Pattern(function), "{${star}")}";
                if (!taken.TryAdd(address, function))
                {
                    throw new StartupException(
                        $"Functions '{taken[address].Name}' and '{function.Name}' both answer {address}: "
                        + "give one of them another route in code.");
                }
            }
        }
    }

    // The names of route parameters do not tell routes apart; constraints, and being catch-all, do.
    [GeneratedRegex(@"\{(?<star>\**)[A-Za-z0-9_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ParameterName();
}
