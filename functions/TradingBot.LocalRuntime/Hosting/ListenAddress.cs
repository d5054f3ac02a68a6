using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace TradingBot.LocalRuntime.Hosting;

/// <summary>Tells at once, before anything is started, that another program has the port.</summary>
internal static class ListenAddress
{
    public static void EnsureFree(string? urls, bool hasCertificate)
    {
        foreach (var url in (urls ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress address;
            try
            {
                address = BindingAddress.Parse(url);
            }
            catch (FormatException malformed)
            {
                throw new StartupException(
                    $"'{url}' in ASPNETCORE_URLS is not an address: write it like http://localhost:7071.", malformed);
            }

            EnsureServable(address, url, hasCertificate);
            if (address is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 })
                EnsureFree(address);
        }
    }

    // What the server refuses only when everything else is up.
    private static void EnsureServable(BindingAddress address, string url, bool hasCertificate)
    {
        var isHttps = string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        if (!isHttps && !string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            throw new StartupException($"'{url}' in ASPNETCORE_URLS is neither http nor https: write it like http://localhost:7071.");
        if (isHttps && !hasCertificate)
        {
            throw new StartupException(
                $"'{url}' in ASPNETCORE_URLS needs a certificate: "
                + "set Kestrel:Certificates:Default:Path, or use http behind a proxy that has one.");
        }

        if (address is { IsUnixPipe: false, IsNamedPipe: false, Port: < 0 or > ushort.MaxValue })
            throw new StartupException($"'{url}' in ASPNETCORE_URLS names no port that there is: take one from 0 to 65535.");
        if (address.PathBase.TrimEnd('/').Length > 0 && !address.IsUnixPipe && !address.IsNamedPipe)
            throw new StartupException($"'{url}' in ASPNETCORE_URLS names a path: write it like http://localhost:7071.");
    }

    public static StartupException InUse(string address, Exception cause) =>
        new($"Another program already listens here ({address.TrimEnd('.')}): stop it, or set ASPNETCORE_URLS to another address.", cause);

    private static void EnsureFree(BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given
            : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
        using var probe = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As Kestrel binds: a port in TIME_WAIT is free, one that is listened on is not.
            if (!OperatingSystem.IsWindows())
                probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            probe.Bind(new IPEndPoint(ip, address.Port));
            probe.Listen();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw InUse($"port {address.Port}", taken);
        }
        catch (SocketException refused)
        {
            throw new StartupException(
                $"Port {address.Port} cannot be listened on ({refused.Message}): set ASPNETCORE_URLS to another address.", refused);
        }
    }
}
