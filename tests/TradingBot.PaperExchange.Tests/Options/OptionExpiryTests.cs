using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Protocol;
using static TradingBot.PaperExchange.Tests.OptionFixture;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>What 08:00 UTC does to positions and orders.</summary>
public sealed class OptionExpiryTests : IDisposable
{
    private const string Worthy = "BTC-3MAR26-67000-C-USDT";
    private const string Worthless = "BTC-3MAR26-67000-P-USDT";
    private static readonly DateTimeOffset _expiry = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("expiry").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Buy")]
    [InlineData("Sell")]
    public async Task Position_is_exchanged_for_its_worth_less_the_delivery_fee(string side)
    {
        await using var fixture = await OpenAsync();
        await fixture.FillAsync(Worthy, side, "0.2");
        var opening = (await fixture.ExecutionsAsync(Worthy)).Single();
        var before = await fixture.Exchange.WalletAsync();
        await fixture.Exchange.SetPriceAsync("69000.1", "spot");
        fixture.Clock.SetUtcNow(_expiry);

        var fee = Math.Min(0.00015m * 69_000.1m, 0.07m * 2_000.1m) * 0.2m;
        var sign = side == "Buy" ? 1 : -1;
        Assert.Equal(before + sign * 2_000.1m * 0.2m - fee, await fixture.Exchange.WalletAsync());

        var execution = (await fixture.ExecutionsAsync(Worthy))[0];
        Assert.Equal(
            ("Delivery", 2_000.1m, fee, ""),
            (Text(execution, "execType"), Number(execution, "execPrice"), Number(execution, "execFee"), Text(execution, "orderId")));
        var log = (await fixture.Exchange.ListAsync("/v5/account/transaction-log", "category=option&type=DELIVERY")).Single();
        Assert.Equal((sign * 2_000.1m * 0.2m, fee, 0m), (Number(log, "cashFlow"), Number(log, "fee"), Number(log, "size")));

        var entry = Number(opening, "execPrice");
        var record = (await fixture.Exchange.ListAsync("/v5/asset/delivery-record", "category=option&expDate=3MAR26")).Single();
        Assert.Equal(
            (side, 0.2m, entry, 67_000m),
            (Text(record, "side"), Number(record, "position"), Number(record, "entryPrice"), Number(record, "strike")));
        Assert.Equal(
            (69_000.1m, fee, sign * (2_000.1m - entry) * 0.2m - fee),
            (Number(record, "deliveryPrice"), Number(record, "fee"), Number(record, "deliveryRpl")));

        var closed = (await fixture.Exchange.ListAsync("/v5/position/get-closed-positions", "category=option")).Single();
        Assert.Equal(
            (side, 69_000.1m, 69_000.1m, fee),
            (Text(closed, "side"), Number(closed, "avgExitPrice"), Number(closed, "deliveryPrice"), Number(closed, "deliveryFee")));
        Assert.Equal(await fixture.Exchange.WalletAsync() - 10_000, Number(closed, "totalPnl"));
        Assert.Empty(await fixture.Exchange.ListAsync("/v5/position/list", "category=option"));
    }

    [Fact]
    public async Task Worthless_option_vanishes_without_a_fee()
    {
        await using var fixture = await OpenAsync();
        await fixture.FillAsync(Worthless, "Buy", "0.2");
        var before = await fixture.Exchange.WalletAsync();
        fixture.Clock.SetUtcNow(_expiry);
        Assert.Equal(before, await fixture.Exchange.WalletAsync());
        var record = (await fixture.Exchange.ListAsync("/v5/asset/delivery-record", "category=option")).Single();
        Assert.Equal((0m, 68_000m), (Number(record, "fee"), Number(record, "deliveryPrice")));
    }

    [Fact]
    public async Task Open_orders_go_and_no_new_ones_come()
    {
        await using var fixture = await OpenAsync();
        var id = await fixture.Exchange.PlaceAsync(fixture.Order(Worthy, "Buy", "0.1", "5"));
        await fixture.Exchange.OrderInAsync(id, "New", "option");
        fixture.Clock.SetUtcNow(_expiry.AddMilliseconds(-1));
        Assert.Equal("New", Text(await fixture.Exchange.OrderAsync(id, "option"), "orderStatus"));
        Assert.Equal(68_000m, Number(await fixture.TickerAsync(Worthy), "predictedDeliveryPrice"));
        fixture.Clock.SetUtcNow(_expiry);
        var order = await fixture.Exchange.OrderInAsync(id, "Cancelled", "option");
        Assert.Equal("CancelBySettle", Text(order, "cancelType"));
        Assert.Equal(110074, await fixture.Exchange.RefusedAsync(fixture.Order(Worthy, "Buy", "0.1", "5")));
        var price = (await fixture.Exchange.ListAsync("/v5/market/delivery-price", $"category=option&symbol={Worthy}")).Single();
        Assert.Equal((68_000m, Wire.Milliseconds(_expiry)), (Number(price, "deliveryPrice"), Text(price, "deliveryTime")));
        Assert.Equal(42, (await fixture.Exchange.AllAsync("/v5/market/delivery-price", "category=option&limit=20")).Count);
    }

    [Fact]
    public async Task Exchange_that_slept_through_an_expiry_delivers_when_it_wakes()
    {
        var clock = new FakeTimeProvider(Start);
        decimal before;
        await using (var first = await OpenAsync(clock, _folder))
        {
            await first.FillAsync(Worthy, "Buy", "0.2");
            await first.FillAsync(FarCall, "Buy", "0.1");
            before = await first.Exchange.WalletAsync();
        }

        clock.SetUtcNow(_expiry.AddDays(2));
        await using var second = await OpenAsync(clock, _folder);
        Assert.Equal(before + 1_000 * 0.2m - 0.00015m * 68_000 * 0.2m, await second.Exchange.WalletAsync());
        Assert.Equal(0.1m, Number(await second.PositionAsync(FarCall), "size"));
        Assert.Single(await second.Exchange.ListAsync("/v5/asset/delivery-record", "category=option"));
    }

    [Fact]
    public async Task Delivery_happens_once()
    {
        await using var fixture = await OpenAsync();
        await fixture.FillAsync(Worthy, "Buy", "0.2");
        fixture.Clock.SetUtcNow(_expiry);
        var wallet = await fixture.Exchange.WalletAsync();
        await fixture.Exchange.SetPriceAsync("80000", "spot");
        fixture.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(wallet, await fixture.Exchange.WalletAsync());
        Assert.Single(await fixture.Exchange.ListAsync("/v5/asset/delivery-record", "category=option"));
    }
}
