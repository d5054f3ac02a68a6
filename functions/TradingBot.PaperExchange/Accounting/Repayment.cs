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

    public static void Settle(ExchangeState state)
    {
        foreach (var debt in state.Balances.All.Where(row => row.Amount < 0).ToList())
        {
            foreach (var owned in state.Balances.All.Where(row => row.Amount > 0)
                .OrderByDescending(row => Collateral.Ratio(row.Coin)).ToList())
                Convert(state, owned.Coin, debt.Coin);
            var left = state.BalanceOf(debt.Coin).Amount;
            if (left < 0)
                Move(state, debt.Coin, -left, "LIQUIDATION", insured: -left);
        }
    }

    private static void Convert(ExchangeState state, string from, string to)
    {
        var owed = -state.BalanceOf(to).Amount;
        var (priceFrom, priceTo) = (Collateral.UsdPrice(state, from), Collateral.UsdPrice(state, to));
        if (owed <= 0 || priceFrom == 0 || priceTo == 0)
            return;
        var have = state.BalanceOf(from).Amount;
        var needed = Round(owed * priceTo / priceFrom);
        var sold = Math.Min(have, needed);
        Move(state, from, -sold, "CURRENCY_SELL", insured: 0);
        Move(state, to, sold == needed ? owed : Math.Min(owed, Round(sold * priceFrom / priceTo)), "CURRENCY_BUY", insured: 0);
    }

    private static decimal Round(decimal amount) => Math.Round(amount, CoinDecimals, MidpointRounding.AwayFromZero);

    private static void Move(ExchangeState state, string coin, decimal amount, string type, decimal insured) => Wallet.Move(
        state,
        new LedgerEntry
        {
            Id = state.NextGuid().ToString(),
            Seq = state.NextSequence(),
            Coin = coin,
            CashFlow = amount,
            Insured = insured,
            Fee = 0,
            BalanceAfter = 0,
            At = state.Now,
            Type = type,
        });
}
