using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Strategies;

public sealed partial class StrategyDocumentTests
{
    private const string Least = """{"symbols":["BTCUSDT"],"sizing":{"mode":"riskPercent","value":"1"}}""";
    private static readonly StrategyKey Key = StrategyKey.Parse("sample");

    [Fact]
    public void Left_out_fields_take_their_defaults()
    {
        var strategy = Valid(Least).Strategy;

        Assert.Equal(Key, strategy.Key);
        Assert.Equal("sample", strategy.Name);
        Assert.Equal(StrategyState.Active, strategy.State);
        Assert.False(strategy.DryRun);
        Assert.Equal(Category.Linear, strategy.Category);
        Assert.Equal(AllowedDirection.Both, strategy.Direction);
        Assert.Equal(OrderType.Market, strategy.OrderType);
        Assert.Null(strategy.Leverage);
        Assert.Null(strategy.StopLoss);
        Assert.Empty(strategy.TakeProfits);
        Assert.Equal(60, strategy.MaxLagSeconds);
        Assert.Equal(60, strategy.EntryValidMinutes);
        Assert.Equal(1m, strategy.MaxDriftPercent);
        Assert.Equal(0, strategy.CooldownSeconds);
        Assert.Equal([AlertFormat.Tradingbot], strategy.Formats);
    }

    [Fact]
    public void Aliases_are_kept_in_capitals()
    {
        var text = Least.Replace("{\"symbols", "{\"symbolAliases\":{\" binance:btcusdt.p\":\"BTCUSDT\"},\"symbols", StringComparison.Ordinal);

        var strategy = Valid(text).Strategy;

        Assert.Equal(Symbol.Parse("BTCUSDT"), strategy.SymbolAliases["BINANCE:BTCUSDT.P"]);
        Assert.Equal("BTCUSDT", (string?)StrategyDocument.Write(strategy)["symbolAliases"]!["BINANCE:BTCUSDT.P"]);
    }

    [Fact]
    public void Contracts_example_is_valid()
    {
        var strategy = Valid("""
            {"key":"sample","name":"My strategy","state":"exitOnly","dryRun":true,"category":"inverse","symbols":["BTCUSD","ETHUSD"],"direction":"short","orderType":"limit",
            "sizing":{"mode":"fixedNotional","value":100},"leverage":3,"stopLoss":{"percent":"2"},"takeProfits":[{"r":"1.5","close":"100"}],"trailing":null,"breakEven":null,
            "timeStopMinutes":"90","keepMovedStops":true,"maxLagSeconds":30,"entryValidMinutes":"10080","maxDriftPercent":null,"cooldownSeconds":5,"pyramiding":0,"formats":["tradingbot"],"overrides":{},"risk":{}}
            """).Strategy;

        Assert.Equal(new Sizing(SizingMode.FixedNotional, 100m), strategy.Sizing);
        Assert.Equal(3m, strategy.Leverage);
        Assert.Equal(90, strategy.TimeStopMinutes);
        Assert.True(strategy.KeepMovedStops);
        Assert.Equal(10_080, strategy.EntryValidMinutes);
        Assert.Null(strategy.MaxDriftPercent);
        Assert.Equal(new PriceDistance(R: 1.5m), Assert.Single(strategy.TakeProfits).Distance);
    }

    [Theory]
    [InlineData("stopLos", """{"percent":"2"}""", "stopLos")]
    [InlineData("stopLoss", """{"percent":"2","prcnt":"1"}""", "stopLoss.prcnt")]
    [InlineData("stopLoss", """{"percent":"2","price":"1"}""", "stopLoss.price")]
    [InlineData("stopLoss", """{"percent":"NaN"}""", "stopLoss.percent")]
    [InlineData("stopLoss", "\"\"", "stopLoss")]
    [InlineData("key", "\"other\"", "key")]
    [InlineData("state", "\"on\"", "state")]
    [InlineData("dryRun", "\"perhaps\"", "dryRun")]
    [InlineData("category", "\"options\"", "category")]
    [InlineData("direction", "\"up\"", "direction")]
    [InlineData("symbols", "[]", "symbols")]
    [InlineData("symbols", "null", "symbols")]
    [InlineData("symbols", "[\"BTCUSDT\",\"BTCUSDT\"]", "symbols")]
    [InlineData("symbols", "[\"BYBIT:BTCUSDT.P\"]", "symbols[0]")]
    [InlineData("symbols", "\"BTCUSDT\"", "symbols")]
    [InlineData("symbolAliases", """{"BINANCE:BTCUSDT.P":"ETHUSDT"}""", "symbolAliases.BINANCE:BTCUSDT.P")]
    [InlineData("symbolAliases", """{"BINANCE:BTCUSDT.P":null}""", "symbolAliases.BINANCE:BTCUSDT.P")]
    [InlineData("symbolAliases", """{" ":"BTCUSDT"}""", "symbolAliases. ")]
    [InlineData("symbolAliases", """{"x:y":"BTCUSDT","X:Y":"BTCUSDT"}""", "symbolAliases.X:Y")]
    [InlineData("symbolAliases", """["BINANCE:BTCUSDT.P"]""", "symbolAliases")]
    [InlineData("sizing", "null", "sizing")]
    [InlineData("sizing", """{"mode":"all","value":"1"}""", "sizing.mode")]
    [InlineData("sizing", """{"mode":"riskPercent","value":"0"}""", "sizing.value")]
    [InlineData("sizing", """{"mode":"riskPercent","value":"101"}""", "sizing.value")]
    [InlineData("sizing", """{"mode":"riskPercent"}""", "sizing.value")]
    [InlineData("sizing", """{"mode":"riskPercent","value":"1","x":1}""", "sizing.x")]
    [InlineData("leverage", "0.9", "leverage")]
    [InlineData("takeProfits", """[{"percent":"1","close":"60"},{"percent":"2","close":"40.01"}]""", "takeProfits")]
    [InlineData("takeProfits", """[{"percent":"1","close":"60"},{"percent":"2"}]""", "takeProfits[1].close")]
    [InlineData("takeProfits", """[{"percent":"1","close":"60"},{"percent":"2","close":"x"}]""", "takeProfits[1].close")]
    [InlineData("takeProfits", """[{"percent":"1","close":"0"}]""", "takeProfits[0].close")]
    [InlineData("takeProfits", """[{"percent":"1","close":"100.1"}]""", "takeProfits[0].close")]
    [InlineData("takeProfits", """[{"percent":"1","at":"2"}]""", "takeProfits[0].at")]
    [InlineData("timeStopMinutes", "0", "timeStopMinutes")]
    [InlineData("timeStopMinutes", "1.5", "timeStopMinutes")]
    [InlineData("maxLagSeconds", "3601", "maxLagSeconds")]
    [InlineData("entryValidMinutes", "0", "entryValidMinutes")]
    [InlineData("entryValidMinutes", "10081", "entryValidMinutes")]
    [InlineData("entryValidMinutes", "1.5", "entryValidMinutes")]
    [InlineData("maxDriftPercent", "0", "maxDriftPercent")]
    [InlineData("maxSlippagePercent", "0.009", "maxSlippagePercent")]
    [InlineData("chaseSeconds", "1", "chaseSeconds")]
    [InlineData("chaseSeconds", "3601", "chaseSeconds")]
    [InlineData("chaseSeconds", "5", "chaseSeconds")]
    [InlineData("whenUnfilled", "\"market\"", "whenUnfilled")]
    [InlineData("whenUnfilled", "\"keep\"", "whenUnfilled")]
    [InlineData("cooldownSeconds", "-1", "cooldownSeconds")]
    [InlineData("pyramiding", "1.5", "pyramiding")]
    [InlineData("overrides", """{"leverage":true}""", "overrides")]
    [InlineData("risk", """{"maxOpenTrades":1}""", "risk")]
    [InlineData("token", "\"too-short\"", "token")]
    [InlineData("token", "\"twenty-two characters!\"", "token")]
    public void Faulty_field_is_named(string field, string json, string path)
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        document[field] = JsonNode.Parse(json);

        var faults = Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults;

        Assert.Equal(path, Assert.Single(faults).Field);
    }

    [Theory]
    [InlineData("leverage", "1", "1000", "1000.01")]
    [InlineData("timeStopMinutes", "1", "525600", "525601")]
    [InlineData("maxLagSeconds", "1", "3600", "3601")]
    [InlineData("entryValidMinutes", "1", "10080", "10081")]
    [InlineData("maxDriftPercent", "0.01", "100", "100.01")]
    [InlineData("cooldownSeconds", "0", "86400", "86401")]
    [InlineData("slippagePercent", "0", "10", "10.01")]
    [InlineData("maxSlippagePercent", "0.01", "10", "10.01")]
    [InlineData("silentAfterMinutes", "5", "43200", "43201")]
    public void Number_is_taken_from_its_least_to_its_most_and_not_beyond(string field, string least, string most, string beyond)
    {
        foreach (var taken in (string[])[least, most])
            Assert.IsType<StrategyReading.Valid>(ReadWith(taken));
        Assert.Equal(field, Assert.Single(Assert.IsType<StrategyReading.Faulty>(ReadWith(beyond)).Faults).Field);

        StrategyReading ReadWith(string number)
        {
            var document = JsonNode.Parse(Least)!.AsObject();
            document[field] = JsonNode.Parse(number);
            return Read(document.ToJsonString());
        }
    }

    [Theory]
    [InlineData("""[{"percent":"1","r":"2"}]""", "is one of several; a target takes only one of: percent, r, atr.")]
    [InlineData("""[{"close":"100"}]""", "is missing; a target needs one of: percent, r, atr.")]
    public void Target_without_a_distance_and_one_with_two_are_told_apart(string json, string message)
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        document["takeProfits"] = JsonNode.Parse(json);

        var fault = Assert.Single(Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults);

        Assert.Equal(("takeProfits[0].percent", message), (fault.Field, fault.Message));
    }

    [Fact]
    public void Targets_close_shares_up_to_all_of_it_and_ten_are_the_most()
    {
        var ten = Of(10, "10");

        Assert.Equal([10m, 10m, 10m, 10m, 10m, 10m, 10m, 10m, 10m, 10m], ClosesOf($"[{ten}]"));
        Assert.Equal([50m], ClosesOf("""[{"percent":"4","close":"50"}]"""));
        Assert.Equal([100m], ClosesOf("""[{"percent":"4"}]"""));
        Assert.Equal([33.33m, 66.67m], ClosesOf("""[{"percent":"4","close":"33.33"},{"r":"1","close":66.67}]"""));
        var eleven = FaultsOf($"[{Of(11, "9")}]");
        Assert.Equal(("takeProfits", "has 11 targets; keep at most 10."), (eleven[0].Field, eleven[0].Message));
        var more = FaultsOf("""[{"percent":"4","close":"50"},{"r":"1","close":"50.5"}]""");
        Assert.Equal("close 100.5 % of the position together; lower their shares to 100 % or less.", Assert.Single(more).Message);

        static string Of(int count, string close) =>
            string.Join(',', Enumerable.Range(1, count).Select(index => $$"""{"r":"{{index}}","close":"{{close}}"}"""));

        IEnumerable<decimal> ClosesOf(string json) => Assert.IsType<StrategyReading.Valid>(With(json)).Strategy.TakeProfits
            .Select(static rule => rule.ClosePercent);

        IReadOnlyList<Fault> FaultsOf(string json) => Assert.IsType<StrategyReading.Faulty>(With(json)).Faults;

        StrategyReading With(string json)
        {
            var document = JsonNode.Parse(Least)!.AsObject();
            document["takeProfits"] = JsonNode.Parse(json);
            return Read(document.ToJsonString());
        }
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = Assert.IsType<StrategyReading.Faulty>(Read("""{"leverage":0,"typo":1}""")).Faults;

        Assert.Equal(["leverage", "sizing", "symbols", "typo"], faults.Select(fault => fault.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public void Document_that_is_no_object_is_a_fault(string json) => Assert.IsType<StrategyReading.Faulty>(Read(json));

    [Theory]
    [InlineData("leverage", "3")]
    [InlineData("direction", "\"short\"")]
    public void Spot_knows_neither_leverage_nor_shorts(string field, string json)
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        document["category"] = "spot";
        document[field] = JsonNode.Parse(json);

        Assert.Equal(field, Assert.Single(Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults).Field);
    }

    [Fact]
    public void Token_is_handed_over_and_never_written()
    {
        var valid = Valid(Least.Replace("{\"symbols", "{\"token\":\"abcdefghijklmnopqrstu-_0\",\"symbols", StringComparison.Ordinal));

        Assert.Equal("abcdefghijklmnopqrstu-_0", valid.Token);
        Assert.DoesNotContain("token", StrategyDocument.Write(valid.Strategy).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_is_written_as_the_contract_says()
    {
        var json = StrategyDocument.Write(SampleStrategy.Create());

        Assert.Equal("3", json["leverage"]!.GetValue<string>());
        Assert.Equal("""{"mode":"riskPercent","value":"1"}""", json["sizing"]!.ToJsonString());
        Assert.Equal("""[{"percent":"4","close":"100"}]""", json["takeProfits"]!.ToJsonString());
        Assert.Equal("{}", json["symbolAliases"]!.ToJsonString());
        Assert.False(json["keepMovedStops"]!.GetValue<bool>());
        Assert.Equal(60, json["entryValidMinutes"]!.GetValue<int>());
        Assert.Equal(35, json.Count);
    }

    [Property]
    public void Written_strategy_reads_back_the_same(
        byte state, byte direction, byte mode, uint value, bool dryRun, bool bare, ushort stop, byte minutes)
    {
        var strategy = new AStrategy()
            .With(s => s with
            {
                Key = Key,
                State = Pick<StrategyState>(state),
                Direction = Pick<AllowedDirection>(direction),
                DryRun = dryRun
            })
            .Sized(mode % 5 == 0 ? SizingMode.FollowContracts : (SizingMode)(mode % 5), ((value % 100_000) + 1) / 1000m)
            .Stop(bare ? null : ((stop % 9_999) + 1) / 100m)
            .Leverage(bare ? null : (minutes / 7m) + 1)
            .With(
                s =>
                    s with
                    {
                        TimeStopMinutes = bare ? null : minutes + 1,
                        MaxDriftPercent = bare ? null : 0.5m,
                        CooldownSeconds = minutes,
                        EntryValidMinutes = minutes + 1,
                    })
            .Build();

        var json = StrategyDocument.Write(strategy).ToJsonString();

        Assert.Equal(json, StrategyDocument.Write(Valid(json).Strategy).ToJsonString());
        Assert.Equal(strategy.Sizing, Valid(json).Strategy.Sizing);
        Assert.Equal(strategy.StopLoss, Valid(json).Strategy.StopLoss);
        Assert.Equal(strategy.EntryValidMinutes, Valid(json).Strategy.EntryValidMinutes);
        Assert.Equal(strategy.Leverage, Valid(json).Strategy.Leverage);
    }

    private static TEnum Pick<TEnum>(byte number)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>()[number % Enum.GetValues<TEnum>().Length];

    private static StrategyReading Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return StrategyDocument.Read(document.RootElement, Key);
    }

    private static StrategyReading.Valid Valid(string json) => Read(json) switch
    {
        StrategyReading.Valid valid => valid,
        StrategyReading.Faulty faulty => throw new Xunit.Sdk.XunitException(string.Join("; ", faulty.Faults)),
        _ => throw new InvalidOperationException("Unknown reading."),
    };
}
