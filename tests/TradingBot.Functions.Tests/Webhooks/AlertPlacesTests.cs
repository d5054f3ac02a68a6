using TradingBot.Trading.Alerts;

namespace TradingBot.Functions.Tests.Webhooks;

public sealed class AlertPlacesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_alerts_are_written_down_at_once_and_the_ninth_has_the_first_place_that_is_given_back()
    {
        using var places = new AlertPlaces();
        for (var alert = 0; alert < 8; alert++)
            Assert.True(places.TakeAsync(Token).IsCompletedSuccessfully);

        var ninth = places.TakeAsync(Token);
        Assert.False(ninth.IsCompleted);
        places.GiveBack();

        await ninth;
        Assert.False(places.TakeAsync(Token).IsCompleted);
    }
}
