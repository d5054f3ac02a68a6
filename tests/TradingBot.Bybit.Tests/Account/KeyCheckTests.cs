using Microsoft.Extensions.Hosting;
using TradingBot.Bybit.Account;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Account;

/// <summary>Each right, address and day of an API key, on both sides of what is good enough; and who is told of it at the start.</summary>
public sealed class KeyCheckTests
{
    private const string Path = "/v5/user/query-api";
    private const string AllRights = """
        "ContractTrade":["Order","Position"],"Spot":["SpotTrade"],"Options":["OptionsTrade"]
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(""" "Spot":["SpotTrade"] """, Category.Spot)]
    [InlineData(""" "Options":["OptionsTrade"] """, Category.Option)]
    [InlineData(""" "ContractTrade":["Order","Position"] """, Category.Linear, Category.Inverse)]
    [InlineData(""" "ContractTrade":["Order"] """)]
    [InlineData(""" "ContractTrade":["Position"] """)]
    [InlineData(""" "Spot":["Order","Position"],"Options":["SpotTrade"] """)]
    public async Task Market_is_traded_with_its_own_right_alone(string rights, params Category[] tradable)
    {
        var report = await CheckAsync(rights);

        Assert.Equal(tradable.Order(), report.Tradable.Order());
        Assert.Equal(
            4 - tradable.Length,
            report.Warnings.Count(static warning => warning.Contains("may not trade", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(-1, null, false)]
    [InlineData(0, 0, true)]
    [InlineData(13, 13, true)]
    [InlineData(14, 14, false)]
    [InlineData(3650, 3650, false)]
    [InlineData(3651, null, false)]
    public async Task Key_that_ends_within_two_weeks_is_warned_of(int days, int? left, bool isWarned)
    {
        var report = await CheckAsync(AllRights, days: days);

        Assert.Equal(left, report.DaysLeft);
        Assert.Equal(isWarned ? [$"The API key expires in {days} days."] : [], report.Warnings);
    }

    [Theory]
    [InlineData("""["203.0.113.7"]""", true)]
    [InlineData("""["203.0.113.7","*"]""", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public async Task Key_is_bound_when_every_address_is_named(string addresses, bool isBound)
    {
        var report = await CheckAsync(AllRights, addresses);

        Assert.Equal(isBound, report.IsBoundToAddress);
        Assert.Equal(!isBound, report.Warnings.Any(static warning => warning.Contains("any address", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(BybitEnvironment.Demo, false, 1)]
    [InlineData(BybitEnvironment.Paper, false, 0)]
    [InlineData(BybitEnvironment.Demo, true, 0)]
    public async Task Key_is_checked_at_the_start_where_one_is_used(BybitEnvironment environment, bool withoutKeys, int checks)
    {
        await using var fixture = await BybitFixture.OpenAsync(
            options => (options.Environment, options.WithoutKeys) = (environment, withoutKeys));
        fixture.Stub.When(Path, Answer(AllRights, """["*"]""", 5));

        await StartAsync(fixture);

        Assert.Equal(checks, fixture.Stub.Count(Path));
        Assert.Equal(checks == 1, fixture.Log.Text.Contains("any address", StringComparison.Ordinal));
        Assert.Equal(checks == 1, fixture.Log.Text.Contains("expires in 5 days", StringComparison.Ordinal));
        Assert.DoesNotContain("could not be checked", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_that_could_not_be_checked_at_the_start_is_told()
    {
        await using var fixture = await BybitFixture.OpenAsync(static options => options.Environment = BybitEnvironment.Demo);
        fixture.Stub.When(Path, StubReplies.Code(10003));

        await StartAsync(fixture);

        Assert.Contains("could not be checked: Bybit 10003", fixture.Log.Text, StringComparison.Ordinal);
    }

    private static async Task StartAsync(BybitFixture fixture)
    {
        var check = fixture.Get<IEnumerable<IHostedService>>().OfType<ApiKeyStartupCheck>().Single();
        await check.StartAsync(Token);
        await check.ExecuteTask!;
    }

    private static async Task<BybitKeyReport> CheckAsync(string rights, string addresses = """["203.0.113.7"]""", int days = -2)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, Answer(rights, addresses, days));
        return Expect.Value(await fixture.Get<BybitKeyCheck>().CheckAsync(Token));
    }

    private static string Answer(string rights, string addresses, int days) =>
        $$$"""{"readOnly":0,"permissions":{{{{rights}}}},"ips":{{{addresses}}},"deadlineDay":{{{days}}}}""";
}
