using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using TradingBot.Bybit.RateLimits;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Http;

/// <summary>One paced and signed call. Signs exactly the text that is sent.</summary>
internal sealed class BybitHttp(BybitTransport transport, BybitSigner signer, BybitClock clock, RateGate gate, BybitOptions options)
{
    private static readonly TimeSpan ClockAgeForReads = TimeSpan.FromMinutes(5);

    // An order does not wait for a measurement that is merely due; reads keep it fresh.
    private static readonly TimeSpan ClockAgeForWrites = TimeSpan.FromMinutes(30);

    private readonly string _recvWindow = options.RecvWindow.ToString(CultureInfo.InvariantCulture);

    public async Task<BybitReply> GetAsync(Endpoint endpoint, Category? category, Query query, CancellationToken token)
    {
        await gate.EnterAsync(endpoint, category, units: 1, token);
        using var request = new HttpRequestMessage(HttpMethod.Get, query.Text.Length == 0 ? endpoint.Path : $"{endpoint.Path}?{query.Text}");
        if (endpoint.IsPrivate)
        {
            await clock.EnsureAsync(ClockAgeForReads, token);
            Sign(request, Encoding.UTF8.GetBytes(query.Text));
        }

        return await transport.SendAsync(request, endpoint, category, options.ReadTimeout, token);
    }

    /// <summary>
    /// The caller may give up while waiting for a turn. Once the request leaves, only its own time limit ends it:
    /// abandoning it would throw away the answer to whether the order exists.
    /// </summary>
    public async Task<BybitReply> PostAsync(Endpoint endpoint, Category category, byte[] body, int units, CancellationToken token)
    {
        await clock.EnsureAsync(ClockAgeForWrites, token);
        await gate.EnterAsync(endpoint, category, units, token);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Sign(request, body);
        return await transport.SendAsync(request, endpoint, category, options.WriteTimeout, CancellationToken.None);
    }

    private void Sign(HttpRequestMessage request, ReadOnlySpan<byte> payload)
    {
        var timestamp = clock.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-BAPI-API-KEY", signer.ApiKey);
        request.Headers.Add("X-BAPI-TIMESTAMP", timestamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", _recvWindow);
        request.Headers.Add("X-BAPI-SIGN", signer.Sign(timestamp, _recvWindow, payload));
    }
}
