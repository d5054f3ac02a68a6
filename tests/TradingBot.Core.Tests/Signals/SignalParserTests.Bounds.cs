using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>The least and the most that an alert may say.</summary>
public sealed partial class SignalParserTests
{
    private const string Minus = "-0.000000000001";
    private const string Tiny = "0.000000000001";
    private const string Huge = "1000000000000";
    private const string Huger = "1000000000000.000000000001";

    [Theory]
    [InlineData("price", "NUMBER", "price", "0", Tiny, Huge, Huger)]
    [InlineData("orderPrice", "NUMBER", "orderPrice", "0", Tiny, Huge, Huger)]
    [InlineData("limitPrice", "NUMBER", "limitPrice", "0", Tiny, Huge, Huger)]
    [InlineData("contracts", "NUMBER", "contracts", Minus, "0", Huge, Huger)]
    [InlineData("positionSize", "NUMBER", "positionSize", Minus, Tiny, Huge, Huger)]
    [InlineData("prevPositionSize", "NUMBER", "prevPositionSize", Minus, "0", Huge, Huger)]
    [InlineData("leverage", "NUMBER", "leverage", "0.999999999999", "1", "1000", "1000.000000000001")]
    [InlineData("size", """{"mode":"riskPercent","value":NUMBER}""", "size.value", "0", Tiny, "1", "1.000000000001")]
    [InlineData("stopLoss", """{"price":NUMBER}""", "stopLoss.price", "0", Tiny, Huge, Huger)]
    [InlineData("stopLoss", """{"percent":NUMBER}""", "stopLoss.percent", "0", Tiny, "99.99", "99.990000000001")]
    [InlineData("takeProfits", """[{"price":NUMBER}]""", "takeProfits[0].price", "0", Tiny, Huge, Huger)]
    [InlineData("takeProfits", """[{"percent":NUMBER}]""", "takeProfits[0].percent", "0", Tiny, "1000", "1000.000000000001")]
    public void Number_of_an_alert_is_taken_from_its_least_to_its_most_and_refused_just_past_either(
        string field, string json, string path, string below, string least, string most, string beyond)
    {
        var strategy = new AStrategy().Limit().Leverage(1000m).Stop(null).Build();
        foreach (var taken in (string[])[least, most])
            Assert.IsType<SignalReading.Readable>(ReadNumber(taken));
        foreach (var refused in (string[])[below, beyond])
            Assert.Equal(path, ReadNumber(refused).OnlyFault().Field);

        SignalReading ReadNumber(string number) =>
            new AnAlert().With(field, JsonNode.Parse(json.Replace("NUMBER", number, StringComparison.Ordinal))).Read(strategy);
    }

    // Read as zero it would turn what opens into what closes, or a share of a part into another one.
    [Theory]
    [InlineData("positionSize", "1e-13", "is nearer to zero than 0.000000000001; leave it out or send 0.")]
    [InlineData("positionSize", "1e-30", "is nearer to zero than 0.000000000001; leave it out or send 0.")]
    [InlineData("positionSize", "-1e-30", "is nearer to zero than 0.000000000001; leave it out or send 0.")]
    [InlineData("positionSize", "1e-999999999999", "is nearer to zero than 0.000000000001; leave it out or send 0.")]
    [InlineData(
        "prevPositionSize", "1.00000000000000000000000000001",
        "'1.00000000000000000000000000001' has more digits than can be kept exactly; round it to 12 decimals.")]
    [InlineData(
        "price", "0.1000000000000000055511151231257827021181583404541015625",
        "'0.10000000000000000555111512312578270211…' has more digits than can be kept exactly; round it to 12 decimals.")]
    public void Number_that_cannot_be_kept_exactly_is_no_other_number(string field, string number, string message)
    {
        foreach (var node in (JsonNode?[])[JsonValue.Create(number), JsonNode.Parse(number)])
        {
            var reading = new AnAlert().With("action", "buy").With("position", "long").With(field, node).Read(_strategy);

            Assert.Equal(new Fault(field, message), reading.OnlyFault());
        }
    }

    [Theory]
    [InlineData("0e-30")]
    [InlineData("0.0000000000000000000000000000000000")]
    public void Zero_is_zero_however_it_is_written(string number) => Assert.Equal(
        0m, new AnAlert().Without("prevPosition", "prevPositionSize").With("position", "flat").With("positionSize", number)
            .Read(_strategy).Signal().PositionSize);

    [Theory]
    [InlineData("symbol", 80)]
    [InlineData("interval", 32)]
    [InlineData("orderId", 256)]
    [InlineData("id", 128)]
    [InlineData("secret", 1024)]
    public void Text_of_an_alert_is_taken_up_to_its_length(string field, int most)
    {
        Assert.DoesNotContain(FaultsOf(most), static fault => fault.Message.Contains("longer", StringComparison.Ordinal));
        Assert.Equal(new Fault(field, $"is longer than {most} characters; shorten it."), Assert.Single(FaultsOf(most + 1)));

        IReadOnlyList<Fault> FaultsOf(int length) =>
            new AnAlert().With(field, new string('X', length)).Read(_strategy) is SignalReading.Faulty faulty ? faulty.Faults : [];
    }

    // In seconds up to eleven digits, else in milliseconds.
    [Theory]
    [InlineData("1999-12-31T23:59:59.9999999Z", false)]
    [InlineData("2000-01-01", true)]
    [InlineData("2099-12-31T23:59:59.9999999Z", true)]
    [InlineData("2100-01-01T00:00Z", false)]
    [InlineData("946684799.999", false)]
    [InlineData("946684800", true)]
    [InlineData("946684799999", false)]
    [InlineData("946684800000", true)]
    [InlineData("4102444799.999", true)]
    [InlineData("4102444800", false)]
    [InlineData("4102444799999", true)]
    [InlineData("4102444800000", false)]
    [InlineData("4102444800001", false)]
    [InlineData("99999999999", false)]
    public void Time_of_this_century_alone_is_one(string text, bool isTaken)
    {
        var reading = new AnAlert().With("barTime", text).Read(_strategy);

        if (isTaken)
            Assert.NotNull(reading.Signal().BarTime);
        else
            Assert.Equal("barTime", reading.OnlyFault().Field);
    }
}
