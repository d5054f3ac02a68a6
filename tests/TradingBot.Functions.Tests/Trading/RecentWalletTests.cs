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

    [Fact]
    public async Task Reading_that_failed_holds_up_none_after_it()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var (isAway, clock) = (true, StoppedClock.Create());
        using var wallet = new RecentWallet(
            AlteredExchange<AccountBalance>.Of(
                fixture.Exchange,
                nameof(IExchange.GetBalanceAsync),
                balance => isAway ? throw new TimeoutException("No answer.") : balance),
            clock);
        await Assert.ThrowsAsync<TimeoutException>(() => wallet.ReadAsync(Token));
        isAway = false;

        var read = await wallet.ReadAsync(Token).WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(clock.GetUtcNow(), read.AskedAt);
    }

    /// <summary>What happens while the answer is on its way may not be in it.</summary>
    [Fact]
    public async Task Wallet_is_as_old_as_its_question_and_not_as_its_answer()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var clock = StoppedClock.Create();
        var asked = clock.GetUtcNow();
        using var wallet = new RecentWallet(
            AlteredExchange<AccountBalance>.Of(
                fixture.Exchange,
                nameof(IExchange.GetBalanceAsync),
                balance =>
                {
                    clock.Advance(TimeSpan.FromSeconds(3));
                    return balance;
                }),
            clock);

        Assert.Equal(asked, (await wallet.ReadAsync(Token)).AskedAt);
    }
}
