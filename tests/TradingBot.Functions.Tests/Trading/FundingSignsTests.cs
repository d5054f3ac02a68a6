using TradingBot.Core.Exchange;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Rows of funding whose size and rate carry a sign, as the exchange gives them for a short or for what is received.</summary>
public sealed class FundingSignsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.5", "0.0001", "0.06", "0.0001")]
    [InlineData("-0.5", "-0.0001", "0.06", "0.0001")]
    [InlineData("0.5", "0.0001", "-0.06", "-0.0001")]
    [InlineData("-0.5", "-0.0001", "-0.06", "-0.0001")]
    [InlineData("-0.5", null, "-0.06", null)]
    public async Task Payment_tells_the_size_and_a_rate_with_the_sign_of_what_was_paid(
        string quantity, string? rate, string fee, string? told)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        var exchange = AlteredExchange<IReadOnlyList<ExchangeExecution>>.Of(
            fixture.Exchange,
            nameof(IExchange.GetExecutionsAsync),
            rows =>
            [
                rows[0] with
                {
                    ExecId = Guid.NewGuid().ToString(),
                    ExecType = "Funding",
                    Quantity = decimal.Parse(quantity),
                    Fee = decimal.Parse(fee),
                    FeeRate = rate is null ? null : decimal.Parse(rate),
                },
            ]);

        await fixture.Ledger.BookFundingAsync(trade, exchange, fixture.Clock.GetUtcNow(), Token);

        var payment = Assert.Single((await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Funding);
        Assert.Equal(0.5m, payment.PositionQuantity);
        Assert.Equal(decimal.Parse(fee), payment.PositionAmount);
        Assert.Equal(told is null ? null : decimal.Parse(told), payment.Rate);
    }
}
