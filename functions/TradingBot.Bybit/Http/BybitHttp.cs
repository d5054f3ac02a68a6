using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Http;

/// <summary>One paced and signed call. Signs exactly the text that is sent, with the key of the moment.</summary>
internal sealed class BybitHttp(BybitTransport transport, SigningKeys keys, BybitClock clock, RateLimiter limiter, BybitOptions options)
{
    private static readonly TimeSpan ClockAgeForReads = TimeSpan.FromMinutes(5);

    // An order does not wait for a measurement that is merely due; reads keep it fresh.
    private static readonly TimeSpan ClockAgeForWrites = TimeSpan.FromMinutes(30);

    private readonly string _recvWindow = options.RecvWindow.ToString(CultureInfo.InvariantCulture);

    public async Task<BybitReply> GetAsync(Endpoint endpoint, Category? category, Query query, CancellationToken token)
    {
        if (!endpoint.IsPrivate)
            return await ReadAsync(endpoint, category, query, signer: null, token);
        if ((await keys.GetAsync(token)).IsMissing(out var fault, out var signer))
            return new BybitReply.NotDone(fault);

        var reply = await ReadAsync(endpoint, category, query, signer, token);
        if (!reply.IsKeyRefused || !await keys.RefusedAsync(signer, token))
            return reply;

        // Once more with the key that has replaced this one meanwhile.
        if ((await keys.GetAsync(token)).IsMissing(out fault, out signer))
            return new BybitReply.NotDone(fault);
        return await ReadAsync(endpoint, category, query, signer, token);
    }

    /// <summary>
    /// The caller may give up while waiting for a turn. Once the request leaves, only its own time limit ends it:
    /// abandoning it would throw away the answer to whether the order exists.
    /// </summary>
    public async Task<BybitReply> PostAsync(Endpoint endpoint, Category category, byte[] body, int units, CancellationToken token)
    {
        if ((await keys.GetAsync(token)).IsMissing(out var fault, out var signer))
            return new BybitReply.NotDone(fault);

        await clock.EnsureAsync(ClockAgeForWrites, token);
        using var slot = await limiter.WaitAsync(endpoint, category, units, token);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Sign(request, signer, body);
        var reply = await transport.SendAsync(request, endpoint, category, options.WriteTimeout, CancellationToken.None);
        return reply.IsKeyRefused && await keys.RefusedAsync(signer, CancellationToken.None) ? Outdated(reply) : reply;
    }

    private async Task<BybitReply> ReadAsync(
        Endpoint endpoint, Category? category, Query query, BybitSigner? signer, CancellationToken token)
    {
        using var slot = endpoint.IsPaced ? await limiter.WaitAsync(endpoint, category, units: 1, token) : default;
        using var request = new HttpRequestMessage(
            HttpMethod.Get, query.Text.Length == 0 ? endpoint.Path : $"{endpoint.Path}?{query.Text}");
        if (signer is not null)
        {
            await clock.EnsureAsync(ClockAgeForReads, token);
            Sign(request, signer, Encoding.UTF8.GetBytes(query.Text));
        }

        return await transport.SendAsync(request, endpoint, category, options.ReadTimeout, token);
    }

    // A write is not sent again from here: whoever asked decides. What was wrong is put right, so it is a pause and no end of trading;
    // a caller that gives up a position when its stop is refused for good must not do so over a key that was merely replaced.
    private static BybitReply.NotDone Outdated(BybitReply reply) => new(new ExchangeError(
        reply is BybitReply.Answer { Code: var code } ? code : ((BybitReply.NotDone)reply).Error.Code,
        "Bybit refused an API key that has been replaced; nothing was done, and the next call takes the new one.",
        RetryGuidance.RetryLater));

    private void Sign(HttpRequestMessage request, BybitSigner signer, ReadOnlySpan<byte> payload)
    {
        var timestamp = clock.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-BAPI-API-KEY", signer.ApiKey);
        request.Headers.Add("X-BAPI-TIMESTAMP", timestamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", _recvWindow);
        request.Headers.Add("X-BAPI-SIGN", signer.Sign(timestamp, _recvWindow, payload));
    }
}
