using TradingBot.Trading.Notifications;

namespace TradingBot.Functions.Tests.Notifications;

/// <summary>Ten mails an hour: two are kept for critical notices, and the gaps of the other eight grow by 100 s each.</summary>
public sealed class MailBudgetTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(1, 99.999, false)]
    [InlineData(1, 100.0, true)]
    [InlineData(2, 199.999, false)]
    [InlineData(2, 200.0, true)]
    [InlineData(7, 699.999, false)]
    [InlineData(7, 700.0, true)]
    [InlineData(7, null, true)]
    [InlineData(8, 86400.0, false)]
    [InlineData(8, null, false)]
    [InlineData(9, null, false)]
    public void Gap_to_the_last_digest_grows_until_the_hours_share_is_used(int used, double? secondsSinceTheLast, bool isAllowed)
    {
        var last = secondsSinceTheLast is { } seconds ? Now.AddSeconds(-seconds) : (DateTimeOffset?)null;

        Assert.Equal(isAllowed, MailBudget.AllowsDigest(perHour: 10, used, last, Now));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 4)]
    [InlineData(6, 4)]
    [InlineData(60, 48)]
    public void Fifth_of_an_hours_mails_is_kept_for_what_is_critical_but_never_the_only_one(int perHour, int digests)
    {
        Assert.True(MailBudget.AllowsDigest(perHour, digests - 1, lastSentAt: null, Now));
        Assert.False(MailBudget.AllowsDigest(perHour, digests, lastSentAt: null, Now));
    }
}
