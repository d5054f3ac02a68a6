using Microsoft.AspNetCore.Http;
using TradingBot.Core.Accounts;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Trades;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Api.Risk;
using TradingBot.Functions.Http;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Api.Account;

/// <summary>The account as last read, with its age. Figures nobody has read yet are null.</summary>
public sealed class GetAccount(IAccountJournal account, ITradeLedger trades, IHaltSwitch halt, Installation installation, TimeProvider time)
{
    [Function(nameof(GetAccount))]
    [Answers(200, typeof(AccountView))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "account")] HttpRequest request, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow();
        var snapshot = await account.ReadSnapshotAsync(token);
        var unfinished = await trades.ListUnfinishedAsync(token);
        var balance = snapshot?.Balance;
        var openRisk = FigureText.RoundAmount(unfinished.Sum(static trade => trade.OpenRisk));
        var dayPnl = await DayPnlAsync(snapshot, now, token);
        return Answers.Json(new AccountView
        {
            AsOf = snapshot?.AsOf,
            Stale = Freshness.IsStale(snapshot, now),
            Environment = installation.Environment,
            TotalEquity = balance?.TotalEquity,
            WalletBalance = balance?.TotalWalletBalance,
            AvailableBalance = balance?.TotalAvailableBalance,
            UnrealizedPnl = balance?.UnrealizedPnl,
            MarginUsed = balance?.TotalInitialMargin,
            Coins = [.. (balance?.Coins ?? []).Select(CoinView.Of)],
            OpenRisk = openRisk,
            DayPnl = dayPnl,
            DayPnlPercent = Percent.Of(dayPnl, balance?.TotalEquity - dayPnl),
            UnrealizedPnlPercent = Percent.Of(balance?.UnrealizedPnl, balance?.TotalEquity),
            OpenRiskPercent = Percent.Of(openRisk, balance?.TotalEquity),
            AvailablePercent = Percent.Of(balance?.TotalAvailableBalance, balance?.TotalEquity),
            Halt = HaltView.Of(await halt.ReadAsync(token)),
        });
    }

    private async Task<decimal?> DayPnlAsync(AccountSnapshot? snapshot, DateTimeOffset now, CancellationToken token)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        // A reading of yesterday says nothing of today.
        if (snapshot is null || snapshot.AsOf < midnight || await account.FirstEquitySinceAsync(midnight, token) is not { } first)
            return null;
        return snapshot.Balance.TotalEquity - first.Equity;
    }
}
