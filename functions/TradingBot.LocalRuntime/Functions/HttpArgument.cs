using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace TradingBot.LocalRuntime.Functions;

/// <summary>Parameters of HTTP functions that come from the request.</summary>
internal static class HttpArgument
{
    /// <summary>Null when a parameter of this type cannot come from a request.</summary>
    public static Func<HttpContext, object?>? For(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
            return http => http.Request;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        Func<string, object?>? parse = type == typeof(string) ? text => text
            : type == typeof(int) ? text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null
            : type == typeof(long) ? text => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null
            : type == typeof(Guid) ? text => Guid.TryParse(text, out var id) ? id : null
            : null;
        return parse is null ? null : http => FromRoute(http, parameter, parse);
    }

    private static object? FromRoute(HttpContext http, ParameterInfo parameter, Func<string, object?> parse)
    {
        var text = http.Request.RouteValues.GetValueOrDefault(parameter.Name!)?.ToString();
        if (!string.IsNullOrEmpty(text))
            return parse(text) ?? throw Invalid(parameter);
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        var takesNull = !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        return takesNull ? null : throw Invalid(parameter);
    }

    private static BadHttpRequestException Invalid(ParameterInfo parameter) =>
        new($"'{parameter.Name}' in the address is not valid.");
}
