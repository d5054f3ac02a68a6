using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Accounts;

/// <summary>
/// An account of the exchange in one coin, standing against the trader's: market, fees, funding, insurance or deposits.
/// Over all accounts the coins sum to zero.
/// </summary>
internal sealed record SystemAccount(string Kind, string Coin, decimal Amount, long Seq) : IRow
{
    public string Key => KeyOf(Kind, Coin);

    public static string KeyOf(string kind, string coin) => $"{kind}:{coin}";
}
