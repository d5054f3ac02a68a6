using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>
/// After a liquidation no coin stays owed: debts are paid by selling other coins at their spot price, and what they do not
/// cover the insurance account gives.
/// </summary>
internal static class Repayment
{
    private const int CoinDecimals = 18;

    public static void Settle(Ledger ledger)
    {
        foreach (var debt in ledger.Balances.All.Where(row => row.Amount < 0).ToList())
        {
            foreach (var owned in ledger.Balances.All.Where(row => row.Amount > 0).OrderByDescending(row => Collateral.Ratio(row.Coin)).ToList())
                Convert(ledger, owned.Coin, debt.Coin);
            var left = ledger.BalanceOf(debt.Coin).Amount;
            if (left < 0)
                Move(ledger, debt.Coin, -left, "LIQUIDATION", insured: -left);
        }
    }

    private static void Convert(Ledger ledger, string from, string to)
    {
        var owed = -ledger.BalanceOf(to).Amount;
        var (priceFrom, priceTo) = (Collateral.UsdPrice(ledger, from), Collateral.UsdPrice(ledger, to));
        if (owed <= 0 || priceFrom == 0 || priceTo == 0)
            return;
        var have = ledger.BalanceOf(from).Amount;
        var needed = Round(owed * priceTo / priceFrom);
        var sold = Math.Min(have, needed);
        Move(ledger, from, -sold, "CURRENCY_SELL", insured: 0);
        Move(ledger, to, sold == needed ? owed : Math.Min(owed, Round(sold * priceFrom / priceTo)), "CURRENCY_BUY", insured: 0);
    }

    private static decimal Round(decimal amount) => Math.Round(amount, CoinDecimals, MidpointRounding.AwayFromZero);

    private static void Move(Ledger ledger, string coin, decimal amount, string type, decimal insured) => Wallet.Move(ledger, new LedgerEntry
    {
        Id = ledger.NextGuid().ToString(),
        Seq = ledger.NextSequence(),
        Coin = coin,
        CashFlow = amount,
        Insured = insured,
        Fee = 0,
        BalanceAfter = 0,
        At = ledger.Now,
        Type = type,
    });
}
