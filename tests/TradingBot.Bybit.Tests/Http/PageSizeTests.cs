using Microsoft.AspNetCore.WebUtilities;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Http;

/// <summary>
/// Bybit refuses a page above the route's largest, and smaller pages are more calls: every list asks for the largest one.
/// </summary>
public sealed class PageSizeTests
{
    private static readonly DateTimeOffset Since = TimeProvider.System.GetUtcNow().AddHours(-1);

    private static readonly Dictionary<string, (int Largest, Func<BybitFixture, Task> ReadAsync)> Lists = new(StringComparer.Ordinal)
    {
        [Routes.Executions] = (100, static fixture => fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, Since, Token)),
        [Routes.Realtime] = (50, static fixture => fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token)),
        [Routes.History] = (50, static fixture => fixture.Get<OrderReader>().GetEndedAsync(Category.Inverse, Since, Token)),
        [Routes.PositionList] = (200, static fixture => fixture.Exchange.GetPositionsAsync(Category.Inverse, symbol: null, Token)),
        ["/v5/position/closed-pnl"] = (100, static fixture => fixture.Exchange.GetClosedPnlAsync(
            Category.Linear, BybitFixture.Btc, Since, Token)),
        ["/v5/position/get-closed-positions"] = (100, static fixture => fixture.Exchange.GetClosedOptionsAsync(symbol: null, Since, Token)),
        ["/v5/account/transaction-log"] = (50, static fixture => fixture.Exchange.GetTransactionsAsync(Since, Token)),
        ["/v5/market/instruments-info"] = (1000, static fixture => fixture.Exchange.GetInstrumentsAsync(Category.Linear, Token)),
    };

    public static TheoryData<string> Paths => [.. Lists.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task List_is_asked_for_in_the_largest_pages_that_the_route_gives(string path)
    {
        var (largest, readAsync) = Lists[path];
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(path, Routes.Nothing);

        await readAsync(fixture);

        var asked = fixture.Stub.Requests.Where(request => request.Path == path).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, request => Assert.Equal($"{largest}", QueryHelpers.ParseQuery(request.RawQuery)["limit"]));
    }
}
