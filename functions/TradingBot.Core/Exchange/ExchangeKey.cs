namespace TradingBot.Core.Exchange;

/// <summary>An API key with the secret that belongs to it: never one without the other. Written as text it shows neither.</summary>
public sealed record ExchangeKey(string ApiKey, string ApiSecret)
{
    public override string ToString() => "ExchangeKey { *** }";
}
