using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Trades of several markets that hold the same coin share what the wallet has of it.</summary>
public sealed class SpotHoldingsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const decimal Smallest = 0.001m;
    private const decimal Held = 2 * 0.00999m;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.00099999", 0)]
    [InlineData("0.001", 2)]
    [InlineData("0.01", 2)]
    [InlineData("0.01998", 2)]
    public async Task Coins_of_two_markets_are_missing_from_the_smaller_of_their_orders_on(string missing, int told)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        var trade = await fixture.Driver.OpenAsync();
        var other = trade with { Symbol = Symbol.Parse("BTCUSDC") };
        var listed = AlteredExchange<IReadOnlyList<Instrument>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetInstrumentsAsync),
            markets => [.. markets.Where(market => market.Symbol == trade.Symbol).SelectMany(market => (Instrument[])
            [
                market with { MinQuantity = Smallest },
                market with { Symbol = other.Symbol, MinQuantity = 10 * Smallest },
            ])]);
        var exchange = AlteredExchange<AccountBalance>.Of(
            listed,
            nameof(IExchange.GetBalanceAsync),
            balance => balance with { Coins = [new CoinBalance("BTC", 0m, Held - decimal.Parse(missing), 0m, 0m, null)] });

        var found = await new SpotHoldings(exchange, fixture.Ledger).CompareAsync([trade, other], TestContext.Current.CancellationToken);

        Assert.Equal(told, found.Count);
        Assert.All(found, one => Assert.Contains("0.01998 BTC", one.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.00999", "0", "ETHUSDT", "0.00999 ETH, the wallet 0.")]
    [InlineData("0", "0.00999", "BTCUSDT", "0.00999 BTC, the wallet 0.")]
    public async Task Of_two_coins_only_the_trade_in_the_missing_one_is_told_whatever_is_not_listed_any_more(
        string bitcoin, string ether, string symbol, string told)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        var trade = await fixture.Driver.OpenAsync();
        var (gone, other) = (trade with { Symbol = Symbol.Parse("NOPEUSDT") }, trade with { Symbol = Symbol.Parse("ETHUSDT") });
        var listed = AlteredExchange<IReadOnlyList<Instrument>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetInstrumentsAsync),
            static markets => [.. markets.Select(static market => market with { MinQuantity = Smallest })]);
        var exchange = AlteredExchange<AccountBalance>.Of(
            listed,
            nameof(IExchange.GetBalanceAsync),
            balance => balance with
            {
                Coins =
                [
                    new CoinBalance("USDT", 0m, 5000m, 0m, 0m, null),
                    new CoinBalance("BTC", 0m, decimal.Parse(bitcoin), 0m, 0m, null),
                    new CoinBalance("ETH", 0m, decimal.Parse(ether), 0m, 0m, null),
                ],
            });

        var found = await new SpotHoldings(exchange, fixture.Ledger)
            .CompareAsync([gone, trade, other], TestContext.Current.CancellationToken);

        var missing = Assert.Single(found);
        Assert.Equal((symbol, $"The bot's spot trades hold {told}"), (missing.Symbol.Value, missing.Message));
    }
}
