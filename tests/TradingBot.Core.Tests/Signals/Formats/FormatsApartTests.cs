using System.Text.Json.Nodes;
using FsCheck.Xunit;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals.Formats;

/// <summary>No message of one service is taken for another's, whatever of it is left out or stands in it beside.</summary>
public sealed class FormatsApartTests
{
    private static readonly Service[] Services =
    [
        new(AlertFormat.TradersPost, ["ticker", "action"],
            """{"ticker":"BTCUSDT","action":"buy","sentiment":"bullish","quantity":1,"quantityType":"fixed_quantity","price":1,"time":"x","orderType":"market","stopLoss":{"percent":1},"extras":{}}"""),
        new(AlertFormat.ThreeCommas, ["bot_uuid"],
            """{"bot_uuid":"1","secret":"1","action":"enter_long","tv_exchange":"BYBIT","tv_instrument":"BTCUSDT.P","max_lag":"300","timestamp":"x","trigger_price":1,"strategy_info":{"market_position":"long"},"order":{"amount":1}}"""),
        new(AlertFormat.Okx, ["signalToken"],
            """{"signalToken":"1","id":"x","action":"ENTER_LONG","instrument":"BTCUSDT.P","marketPosition":"long","prevMarketPosition":"flat","timestamp":"x","maxLag":"60","investmentType":"base","amount":1}"""),
        new(AlertFormat.WunderTrading, ["code"],
            """{"code":"ENTER-LONG_x","orderType":"market","price":1,"amountPerTrade":1,"amountPerTradeType":"quote","leverage":1,"takeProfits":[],"stopLoss":{"priceDeviation":0.01},"reduceOnly":false}"""),
    ];

    private static readonly (AlertFormat Format, string Body)[] Texts =
    [
        (AlertFormat.WunderTrading, "ENTER-LONG_BTCUSDT_1H_a1b2"), (AlertFormat.WunderTrading, "exit-all"),
        (AlertFormat.Alertatron, "MyKeys(BTCUSDT) { market(position=0); } #bot"), (AlertFormat.Alertatron, "K(B) {}"),
        (AlertFormat.PineConnector, "60123456789,buy,BTCUSDT,risk=1"), (AlertFormat.PineConnector, "60123456789,closeall,BTCUSDT"),
    ];

    // Words that tell a service, or our own format.
    private static readonly string[] Telling =
        ["symbol", "secret", "isBuy", "pair", "prev_position", "data", "date", .. Services.SelectMany(static service => service.Marks)];

    [Property(MaxTest = 500)]
    public void Object_is_of_the_service_whose_marks_it_has(byte which, ushort leftOut, byte other, ushort added)
    {
        var service = Services[which % Services.Length];
        var body = service.Json();
        foreach (var name in Chosen(body, leftOut).Except(service.Marks)) body.Remove(name);
        var foreign = Services[other % Services.Length].Json();
        foreach (var name in Chosen(foreign, added).Except(Telling)) body.TryAdd(name, foreign[name]?.DeepClone());

        OnlyOf(service.Format, body.ToJsonString());
    }

    [Property(MaxTest = 500)]
    public void Object_with_the_marks_of_two_is_of_none(byte which, byte step, ushort leftOut)
    {
        var one = Services[which % Services.Length];
        var two = Services[(which + 1 + (step % (Services.Length - 1))) % Services.Length];
        var body = one.Json();
        foreach (var name in Chosen(body, leftOut).Except(one.Marks)) body.Remove(name);
        foreach (var name in two.Marks) body.TryAdd(name, two.Json()[name]!.DeepClone());
        // A secret says that it is none of TradersPost's, whose token stands in the address.
        body.Remove("secret");

        Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body.ToJsonString(), Taking(_ => true)));
    }

    [Fact]
    public void Text_is_of_the_service_whose_marks_it_has()
    {
        foreach (var (format, body) in Texts) OnlyOf(format, body);
    }

    [Property]
    public void Any_text_is_of_one_service_at_most_and_throws_nothing(string? text)
    {
        var strategy = Taking(_ => true);
        foreach (var body in new[] { text ?? "", $"60123456789,{text}", $"K(B) {{ {text} }}", $"{{\"code\":\"{text}\"" })
            AlertReader.Read(body, WebhookPayload.TryRead(body, out _), strategy);
    }

    private static void OnlyOf(AlertFormat format, string body)
    {
        var payload = WebhookPayload.TryRead(body, out _);

        Assert.Equal(format, AlertReader.FormatOf(body, payload, strategy: null));
        var refused = Assert.IsType<SignalReading.NotUnderstood>(AlertReader.Read(body, payload, Taking(other => other != format)));
        Assert.Contains("is not switched on", refused.Message, StringComparison.Ordinal);
    }

    private static Strategy Taking(Func<AlertFormat, bool> isTaken) =>
        new AStrategy().Taking([.. Enum.GetValues<AlertFormat>().Where(isTaken)]).Build();

    private static List<string> Chosen(JsonObject json, ushort bits) =>
        [.. json.Select(static field => field.Key).Where((_, at) => (bits >> at & 1) == 1)];

    private sealed record Service(AlertFormat Format, string[] Marks, string Sample)
    {
        public JsonObject Json() => JsonNode.Parse(Sample)!.AsObject();
    }
}
