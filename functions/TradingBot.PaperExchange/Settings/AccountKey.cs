namespace TradingBot.PaperExchange.Settings;

/// <summary>
/// The options with the key pair that counts now. A pair that was replaced is unknown, as after a deletion at the real exchange.
/// </summary>
internal sealed class AccountKey(PaperExchangeOptions options)
{
    private PaperExchangeOptions _options = options;

    public PaperExchangeOptions Options => Volatile.Read(ref _options);

    public void Replace(string apiKey, string apiSecret) =>
        Volatile.Write(ref _options, Options with { ApiKey = apiKey, ApiSecret = apiSecret });
}
