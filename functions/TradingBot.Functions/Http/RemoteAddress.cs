using System.Net;
using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Http;

/// <summary>Where a call comes from.</summary>
internal static class RemoteAddress
{
    /// <summary>
    /// The other end of the connection; behind a proxy that is trusted, what that proxy saw: the right-most entry of X-Forwarded-For,
    /// since everything to its left is the caller's own say. Null when it cannot be told.
    /// </summary>
    public static IPAddress? Of(HttpRequest request, bool trustForwarded)
    {
        var address = trustForwarded && request.Headers["X-Forwarded-For"] is { Count: > 0 } forwarded
            ? Parse(forwarded.ToString().Split(',')[^1].Trim())
            : request.HttpContext.Connection.RemoteIpAddress;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
    }

    // "1.2.3.4:5678" and "[::1]:5678" carry a port, "1.2.3.4" and "::1" do not.
    private static IPAddress? Parse(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return address;
        return IPEndPoint.TryParse(text, out var endpoint) ? endpoint.Address : null;
    }
}
