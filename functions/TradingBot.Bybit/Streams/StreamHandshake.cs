using System.Globalization;
using System.Text.Json.Nodes;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Streams;

/// <summary>Says who we are and what we want to hear. What is signed here works for seconds only.</summary>
internal sealed class StreamHandshake(SigningKeys keys, BybitClock clock, Redactor redactor)
{
    private static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(10);

    private ExchangeKey? _greetedWith;

    /// <exception cref="StreamBrokenException">No key, refused, or no answer in time.</exception>
    public async Task PerformAsync(StreamConnection connection, IReadOnlyList<string> topics, Action<StreamMessage> onData)
    {
        if ((await keys.GetAsync(connection.Closed)).IsMissing(out var fault, out var signer))
            throw new StreamBrokenException(fault.Message);
        await AuthenticateAsync(connection, signer, onData);
        _greetedWith = signer.Key;
        await connection.SendAsync(
            Call("subscribe", [.. topics.Select(static topic => JsonValue.Create(topic))]), BybitJson.Default.WireStreamCall);
        await connection.AwaitAnswerAsync("subscribe", onData, redactor.Redact);
    }

    /// <summary>
    /// Ends a connection that signed in with a pair which has been replaced: Bybit may go quiet on it once the old key is deleted.
    /// </summary>
    /// <exception cref="StreamBrokenException">The key is another one by now.</exception>
    public async Task CheckKeyAsync(CancellationToken token)
    {
        if (!(await keys.GetAsync(token)).IsMissing(out _, out var signer) && signer.Key != _greetedWith)
            throw new StreamBrokenException("The API key was replaced; the stream signs in with the new one.");
    }

    private async Task AuthenticateAsync(StreamConnection connection, BybitSigner signer, Action<StreamMessage> onData)
    {
        var expires = (clock.Now + ValidFor).ToUnixTimeMilliseconds();
        var signature = signer.SignStream(expires.ToString(CultureInfo.InvariantCulture));
        await connection.SendAsync(Call("auth", [signer.ApiKey, expires, signature]), BybitJson.Default.WireStreamCall);
        try
        {
            await connection.AwaitAnswerAsync("auth", onData, redactor.Redact);
        }
        catch (StreamRefusedException)
        {
            // The next connection takes the new pair if there is one.
            await keys.RefusedAsync(signer, connection.Closed);
            throw;
        }
    }

    private static WireStreamCall Call(string op, JsonArray args) => new() { ReqId = op, Op = op, Args = args };
}
