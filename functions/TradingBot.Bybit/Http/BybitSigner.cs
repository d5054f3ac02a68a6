using System.Security.Cryptography;
using System.Text;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>
/// Signs the exact bytes that go on the wire: timestamp, key, window, then raw query or raw body, HMAC-SHA256 in lower-case hex.
/// </summary>
internal sealed class BybitSigner
{
    private readonly byte[] _secret;

    public BybitSigner(ExchangeKey key)
    {
        Key = key;
        _secret = Encoding.UTF8.GetBytes(key.ApiSecret);
    }

    /// <summary>The pair this signer was made from.</summary>
    public ExchangeKey Key { get; }

    public string ApiKey => Key.ApiKey;

    /// <summary>The greeting of a private stream: good until a moment in milliseconds.</summary>
    public string SignStream(string expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes("GET/realtime" + expires)));

    public string Sign(string timestamp, string recvWindow, ReadOnlySpan<byte> payload)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + ApiKey + recvWindow));
        hmac.AppendData(payload);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
