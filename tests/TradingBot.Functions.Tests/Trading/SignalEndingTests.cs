using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

public sealed class SignalEndingTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trades_have_ended_when_none_of_them_is_unfinished()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var ending = fixture.Service<SignalEnding>();
        var (trade, unknown) = (await fixture.Driver.ApproveAsync(), new TradeId(Guid.NewGuid()));

        Assert.True(await ending.HaveEndedAsync([], Token));
        Assert.True(await ending.HaveEndedAsync([unknown], Token));
        Assert.False(await ending.HaveEndedAsync([unknown, trade], Token));

        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110007);
        await fixture.Driver.PlaceAsync(trade);
        Assert.True(await ending.HaveEndedAsync([unknown, trade], Token));
    }

    [Fact]
    public async Task Signal_that_ended_is_not_ended_again()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var ending = fixture.Service<SignalEnding>();
        var signal = await fixture.Driver.AlertAsync(SignalAction.Close);

        Assert.True(await ending.CompleteAsync(signal, Token));
        Assert.False(await ending.CompleteAsync(signal, Token));
        Assert.False(await ending.FailAsync(signal, "The exchange gave no answer.", Token));

        Assert.Equal(SignalStatus.Completed, (await fixture.Driver.SignalAsync(signal)).Status);
        Assert.Empty(await fixture.Driver.NoticesAsync());
    }
}
