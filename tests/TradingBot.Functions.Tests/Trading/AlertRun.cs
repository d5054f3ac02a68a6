using TradingBot.Core.Identifiers;
using TradingBot.Functions.Activities;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>What the orchestration of an alert does with its answer.</summary>
internal static class AlertRun
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task FollowAsync(TradingFixture fixture, SignalId alert, SignalDecision decision)
    {
        var answer = SignalAnswer.Of(decision);
        for (var again = 0; answer.IsWaiting && again < 5; again++)
            answer = await fixture.Driver.DecideAsync(alert);
        if (answer.Closing.Length == 0)
        {
            if (answer.TradeId is { } trade)
                await fixture.Driver.PlaceAsync(new TradeId(trade));
            return;
        }

        foreach (var trade in answer.Closing)
        {
            if ((await fixture.Driver.TradeAsync(new TradeId(trade))).IsUnfinished)
            {
                var isPlaced = (await fixture.Ledger.ListOrdersAsync(new TradeId(trade), Token)).Count > 0;
                if (isPlaced)
                    await fixture.Driver.LookUntilClosedAsync(new TradeId(trade));
                else
                    await fixture.Driver.PlaceAsync(new TradeId(trade));
            }
        }

        if (!answer.ThenOpen)
        {
            await fixture.Service<SignalEnding>().CompleteAsync(alert, Token);
            return;
        }

        if ((await fixture.Driver.DecideAsync(alert, answer.Closing)).TradeId is { } opened)
        {
            await fixture.Driver.PlaceAsync(new TradeId(opened));
            await fixture.Driver.LookUntilBookedAsync(new TradeId(opened));
        }
    }
}
