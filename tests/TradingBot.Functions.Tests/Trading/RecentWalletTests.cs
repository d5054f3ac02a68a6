using TradingBot.Core.Exchange;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

public sealed class RecentWalletTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_reading_of_the_wallet_serves_every_look_for_a_while()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (asked, clock) = (0, StoppedClock.Create());
        var wallet = new RecentWallet(
            AlteredExchange<AccountBalance>.Of(
                fixture.Exchange, nameof(IExchange.GetBalanceAsync), balance => balance with { TotalEquity = ++asked }), clock);

        var both = await Task.WhenAll(wallet.ReadAsync(Token), wallet.ReadAsync(Token));
        clock.Advance(RecentWallet.MaxAge - TimeSpan.FromMilliseconds(1));
        var third = await wallet.ReadAsync(Token);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var fourth = await wallet.ReadAsync(Token);

        Assert.Equal([1, 1, 1, 2], new[] { both[0], both[1], third, fourth }.Select(static read => read.Balance.TotalEquity));
        Assert.Equal(RecentWallet.MaxAge, fourth.AskedAt - third.AskedAt);
        Assert.Equal(TimeSpan.FromSeconds(10), fourth.AskedAt - third.AskedAt);
    }
}
