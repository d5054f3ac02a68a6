using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

public sealed class PositionSizerTests
{
    [Fact]
    public void Budget_is_kept_even_where_the_division_rounds_up_in_its_last_digit()
    {
        var verdict = PositionSizer.Size(new SizeRequest
        {
            Sizing = new Sizing(SizingMode.FixedNotional, 5.9999999999999999999999999999m),
            Instrument = AnEntry.Linear with { QuantityStep = 1m, MinNotional = 0m },
            OrderType = OrderType.Market,
            Entry = 3m,
            Stop = 1m,
            Fees = new(0m, 0m),
            Equity = 0m,
            Contracts = null,
        });

        Assert.Equal(1m, Assert.IsType<SizeVerdict.Sized>(verdict).Quantity);
    }
}
