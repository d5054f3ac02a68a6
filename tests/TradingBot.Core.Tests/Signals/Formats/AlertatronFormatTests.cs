using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals.Formats;

/// <summary>Which of Alertatron's commands are taken, and that anything beside one of them refuses the whole alert.</summary>
public sealed class AlertatronFormatTests
{
    private const string Both = "both", Long = "long", Short = "short";

    [Theory]
    //          sides  command                                        nothing held      long held           short held
    [InlineData(Both, "close()", "alreadyFlat | Close | Close")]
    [InlineData(Both, "market(position=0)", "alreadyFlat | Close | Close")]
    [InlineData(Both, "market(position=0.01)", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData(Both, "market(position=-0.01);", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData(Both, "limit(position=0.01, offset=@59000)", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData(Both, "market(side=sell, amount=0.005, reduceOnly=true)", "nothingToReduce | Reduce 0.005 | contradiction")]
    [InlineData(Both, "market(side=buy, amount=100%p)", "alreadyFlat | otherSideHeld | Close")]
    [InlineData(Both, "market(side=sell, amount=50%p)", "nothingToReduce | Reduce 0.5 | contradiction")]
    [InlineData(Long, "market(side=buy, amount=0.01)", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData(Long, " Market ( SIDE = BUY , AMOUNT = 0.01 ) ; ", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData(Long, "market(side=sell, amount=0.01)", "nothingToReduce | Reduce 0.01 | contradiction")]
    [InlineData(Short, "market(side=sell, amount=0.01)", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData(Short, "market(side=buy, amount=100%p)", "alreadyFlat | otherSideHeld | Close")]
    public void Command_means_what_the_table_says(string sides, string command, string expected)
    {
        var strategy = Of(sides);
        foreach (var body in new[] { $"MyKeys(BYBIT:BTCUSDT.P) {{ {command} }}", $"My keys-2(BTCUSDT){{{command}}} #bot\n" })
        {
            var signal = AnAlert.ReadBody(body, strategy).Signal();

            // The direction that is not the strategy's is not opened.
            Assert.Equal(
                sides == Both ? expected : expected.Split(" | ")[0],
                sides == Both ? signal.Table(strategy) : signal.Table(strategy).Split(" | ")[0]);
            Assert.Equal("BTCUSDT", signal.Symbol.Value);
        }
    }

    [Fact]
    public void Order_and_size_are_taken_over()
    {
        var signal = Read("limit(position=0.005, offset=@59000)").Signal();

        Assert.Equal((OrderType.Limit, 59000m), (signal.OrderType, signal.LimitPrice));
        Assert.Equal(new Sizing(SizingMode.FixedQuantity, 0.005m), signal.Size);
        var strategy = new AStrategy().Taking(AlertFormat.Alertatron).Only(AllowedDirection.Long).Sized(SizingMode.EquityPercent, 10);
        var share = AnAlert.ReadBody("MyKeys(BTCUSDT) { market(side=buy, amount=5%) }", strategy.Build()).Signal();
        Assert.Equal(new Sizing(SizingMode.EquityPercent, 5m), share.Size);
    }

    [Theory]
    [InlineData("market(position=0.02)", "position")]
    [InlineData("limit(position=0.01)", "offset")]
    [InlineData("limit(position=0.01, offset=1%)", "offset")]
    [InlineData("market(position=0.01, offset=@59000)", "offset")]
    [InlineData("limit(position=0.01, offset=@59000, postOnly=true)", "postonly")]
    public void Entry_is_refused_by_the_name_of_the_field(string command, string named) =>
        Assert.Equal(named, Read(command).OnlyFault().Field);

    [Theory]
    [InlineData("market(side=buy, amount=0.01); market(side=sell, amount=0.01);", "not one that is taken")]
    [InlineData("market(side=buy, amount=0.01) stopOrder(offset=1%)", "not one that is taken")]
    [InlineData("cancel(which=all)", "command cancel is not taken")]
    [InlineData("trailingStop(side=sell, amount=0.01)", "command trailingstop is not taken")]
    [InlineData("market(side=buy, amount=0.01)", "may open or close")]
    [InlineData("market(amount=0.01)", "side is missing")]
    [InlineData("market()", "needs either amount")]
    [InlineData("market(side=buy, amount=0.01, position=1)", "needs either amount")]
    [InlineData("market(side=buy, position=1)", "side belongs to amount")]
    [InlineData("market(position=1, reduceOnly=true)", "position with reduceOnly")]
    [InlineData("market(position=10%)", "position is no plain number")]
    [InlineData("market(side=buy, amount=ten)", "amount is no number")]
    [InlineData("market(side=buy, amount=50%%)", "in a unit that is not taken")]
    [InlineData("market(side=buy, amount=50%a)", "in a unit that is not taken")]
    [InlineData("market(side=buy, amount=0.01, iceberg=1)", "iceberg is no argument")]
    [InlineData("market(side=buy, side=sell, amount=1)", "arguments of the command cannot be read")]
    [InlineData("market(side)", "arguments of the command cannot be read")]
    [InlineData("limit(side=sell, amount=50%p, offset=@66000)", "close at a price of its own")]
    [InlineData("limit(position=0, offset=@66000)", "close at a price of its own")]
    [InlineData("close(amount=1)", "close takes no arguments")]
    [InlineData("", "not one that is taken")]
    public void Anything_else_refuses_the_whole_alert(string command, string why) => Assert.Contains(
        why, Assert.IsType<SignalReading.NotUnderstood>(Read(command)).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("Buy now! MyKeys(BTCUSDT) { close() }")]
    [InlineData("MyKeys(BTCUSDT) { close() } MyKeys(ETHUSDT) { close() }")]
    [InlineData("MyKeys(BTCUSDT) { close() } #bot #more")]
    [InlineData("MyKeys(BTCUSDT) { close()")]
    [InlineData("MyKeys() { close() }")]
    public void Alert_is_one_block_and_nothing_else(string body) => Assert.Contains(
        "more than one block", Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, Of(Both))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("MyKeys(BTCUSDT) close()")]
    [InlineData("MyKeys { close() }")]
    [InlineData("{\"comment\":\"say \"MyKeys(BTCUSDT) { close() }\"\"}")]
    public void Text_without_its_marks_is_not_read(string body) => Assert.Null(AlertReader.Read(body, payload: null, Of(Both)));

    private static SignalReading Read(string command) => AnAlert.ReadBody($"MyKeys(BTCUSDT) {{ {command} }}", Of(Both));

    private static Strategy Of(string sides) => new AStrategy().Taking(AlertFormat.Alertatron).Sized(SizingMode.FixedQuantity, 0.01m)
        .Only(sides switch { Long => AllowedDirection.Long, Short => AllowedDirection.Short, _ => AllowedDirection.Both }).Build();
}
