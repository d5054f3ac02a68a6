namespace TradingBot.PaperExchange.Streams;

/// <summary>What a socket is for: market data of one category, the account's own news, or order entry.</summary>
internal enum StreamKind
{
    Public,
    Private,
    Trade,
}
