using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using static TradingBot.Bybit.Tests.Streams.StreamRows;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>The legs of a hedged symbol are positions of their own: each is told flat, whatever became of the other meanwhile.</summary>
public sealed class StreamLegTests
{
    private static readonly string LongLeg = Position("Buy", "1", 5, isListed: true, index: 1);
    private static readonly string FlatShort = Position("", "0", 5, isListed: true, index: 2);

    [Fact]
    public async Task Leg_closed_while_disconnected_is_told_flat_although_the_other_one_stands()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("position", Position("Buy", "1", 1, index: 1), Position("Sell", "2", 1, index: 2)));
        await fixture.HearAsync(heard => Changes(heard).Count == 2, "both legs");

        Shows(fixture, listed: [LongLeg], ofSymbol: [LongLeg, FlatShort]);
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal([(PositionLeg.Long, 1m), (PositionLeg.Short, 2m), (PositionLeg.Short, null)], Changes(fixture.Heard));
    }

    /// <summary>The exchange switches the mode only while nothing stands, and shows no row of the other mode from then on.</summary>
    [Theory]
    [InlineData(0, 1, PositionLeg.Net)]
    [InlineData(1, 0, PositionLeg.Long)]
    public async Task Position_that_went_with_its_position_mode_is_told_flat(int before, int after, PositionLeg gone)
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("position", Position("Buy", "2", 1, index: before)));
        await fixture.HearAsync(heard => Changes(heard).Count == 1, "the position");

        var standing = Position("Buy", "3", 5, isListed: true, index: after);
        Shows(fixture, listed: [standing], ofSymbol: after == 0 ? [standing] : [standing, FlatShort]);
        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Single(Changes(fixture.Heard), change => change.Leg == gone && change.Quantity is null);
        Assert.Single(Changes(fixture.Heard), static change => change.Quantity == 3m);
    }

    [Fact]
    public async Task Symbol_of_which_the_exchange_shows_no_row_at_all_is_not_told_flat()
    {
        await using var fixture = await StreamFixture.OpenAsync();
        await fixture.LiveAsync();
        await fixture.Socket.SendAsync(Frame("position", Position("Buy", "2", 1)));
        await fixture.HearAsync(heard => Changes(heard).Count == 1, "the position");

        fixture.Socket.Cut();
        await fixture.LiveAsync(2);

        Assert.Equal([(PositionLeg.Net, 2m)], Changes(fixture.Heard));
    }

    private static void Shows(StreamFixture fixture, string[] listed, string[] ofSymbol) => fixture.Stub.When(
        PositionList,
        context => StubReplies.Ok(
            context.Request.Query["category"] != "linear" ? List()
                : context.Request.Query.ContainsKey("symbol") ? List(ofSymbol)
                : context.Request.Query["settleCoin"] == "USDT" ? List(listed)
                : List())(context));

    private static List<(PositionLeg Leg, decimal? Quantity)> Changes(IEnumerable<ExchangeEvent> heard) =>
        [.. heard.OfType<ExchangeEvent.PositionChanged>().Select(static change => (change.Leg, change.Position?.Quantity))];
}
