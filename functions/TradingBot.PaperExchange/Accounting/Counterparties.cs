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

    public static void Post(ExchangeState state, LedgerEntry entry)
    {
        Add(state, entry.Type == "TRANSFER_IN" ? Deposits : Market, entry.Coin, entry.Insured - entry.CashFlow);
        Add(state, Insurance, entry.Coin, -entry.Insured);
        Add(state, Funding, entry.Coin, -entry.Funding);
        Add(state, Fees, entry.Coin, entry.Fee);
    }

    public static decimal AmountOf(ExchangeState state, string kind, string coin) =>
        state.SystemAccounts.Find(SystemAccount.KeyOf(kind, coin))?.Amount ?? 0;

    /// <summary>What the trader and the exchange own of a coin together: zero, always.</summary>
    public static decimal Sum(ExchangeState state, string coin) =>
        state.BalanceOf(coin).Amount + Kinds.Sum(kind => AmountOf(state, kind, coin));

    /// <summary>A store from before these accounts existed still has every entry they are made of.</summary>
    public static void Complete(ExchangeState state)
    {
        if (state.SystemAccounts.Count > 0)
            return;
        foreach (var entry in state.Entries.All)
            Post(state, entry);
    }

    private static void Add(ExchangeState state, string kind, string coin, decimal amount)
    {
        if (amount == 0)
            return;
        var account = state.SystemAccounts.Find(SystemAccount.KeyOf(kind, coin)) ?? new SystemAccount(kind, coin, 0, state.NextSequence());
        state.SystemAccounts.Put(account with { Amount = account.Amount + amount });
    }
}
