using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>The other half of double entry: what the trader's balance gains, an account of the exchange gives.</summary>
internal static class Counterparties
{
    public const string Market = "market";
    public const string Fees = "fees";
    public const string Funding = "funding";
    public const string Insurance = "insurance";
    public const string Deposits = "deposits";

    public static IReadOnlyList<string> Kinds { get; } = [Market, Fees, Funding, Insurance, Deposits];

    public static void Post(Ledger ledger, LedgerEntry entry)
    {
        Add(ledger, entry.Type == "TRANSFER_IN" ? Deposits : Market, entry.Coin, entry.Insured - entry.CashFlow);
        Add(ledger, Insurance, entry.Coin, -entry.Insured);
        Add(ledger, Funding, entry.Coin, -entry.Funding);
        Add(ledger, Fees, entry.Coin, entry.Fee);
    }

    public static decimal AmountOf(Ledger ledger, string kind, string coin) =>
        ledger.SystemAccounts.Find(SystemAccount.KeyOf(kind, coin))?.Amount ?? 0;

    /// <summary>What the trader and the exchange own of a coin together: zero, always.</summary>
    public static decimal Sum(Ledger ledger, string coin) =>
        ledger.BalanceOf(coin).Amount + Kinds.Sum(kind => AmountOf(ledger, kind, coin));

    /// <summary>A store from before these accounts existed still has every entry they are made of.</summary>
    public static void Complete(Ledger ledger)
    {
        if (ledger.SystemAccounts.Count > 0)
            return;
        foreach (var entry in ledger.Entries.All)
            Post(ledger, entry);
    }

    private static void Add(Ledger ledger, string kind, string coin, decimal amount)
    {
        if (amount == 0)
            return;
        var account = ledger.SystemAccounts.Find(SystemAccount.KeyOf(kind, coin)) ?? new SystemAccount(kind, coin, 0, ledger.NextSequence());
        ledger.SystemAccounts.Put(account with { Amount = account.Amount + amount });
    }
}
