using System.Globalization;
using System.Text.Json.Nodes;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Wire;

namespace TradingBot.Bybit.Streams;

/// <summary>Says who we are and what we want to hear. What is signed here works for seconds only.</summary>
internal sealed class StreamGreeting(BybitSigner signer, BybitClock clock, Redactor redactor)
{
    private static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(10);

    /// <exception cref="StreamBrokenException">Refused, or no answer in time.</exception>
    public async Task GiveAsync(StreamLink link, IReadOnlyList<string> topics, Action<StreamMessage> early)
    {
        var expires = (clock.Now + ValidFor).ToUnixTimeMilliseconds();
        var signature = signer.SignStream(expires.ToString(CultureInfo.InvariantCulture));
        await link.SendAsync(Call("auth", [signer.ApiKey, expires, signature]), BybitJson.Default.WireStreamCall);
        await link.AwaitAnswerAsync("auth", early, redactor.Clean);
        await link.SendAsync(Call("subscribe", [.. topics.Select(static topic => JsonValue.Create(topic))]), BybitJson.Default.WireStreamCall);
        await link.AwaitAnswerAsync("subscribe", early, redactor.Clean);
    }

    private static WireStreamCall Call(string op, JsonArray args) => new() { ReqId = op, Op = op, Args = args };
}
