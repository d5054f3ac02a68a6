using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Messages that were written for another service.</summary>
public sealed class ForeignFormatTests
{
    private readonly Strategy _strategy = new AStrategy().Build();

    [Theory]
    [InlineData("""{"isBuy":true,"pair":"BTCUSDT"}""", "TV-Hub")]
    [InlineData("""{"prev_position":"flat"}""", "Tickerly")]
    [InlineData("""{"data":"buy","date":"2026-01-31"}""", "PickMyTrade")]
    [InlineData("""{"date":"2026-01-31","data":null}""", "PickMyTrade")]
    public void Message_of_another_service_is_told_by_that_services_name(string body, string service) => Assert.Equal(
        $"This looks like a {service} message, which the bot does not read; send it in its own format.",
        Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy)).Message);

    [Theory]
    [InlineData("""{"ticker":"BTCUSDT","action":"buy"}""", "a", "TradersPost", "tradersPost")]
    [InlineData("""{"bot_uuid":"1"}""", "a", "3Commas", "threeCommas")]
    [InlineData("""{"bot_uuid":"1","symbol":"BTCUSDT","action":"buy"}""", "a", "3Commas", "threeCommas")]
    [InlineData("""{"signalToken":"1"}""", "an", "OKX signal bot", "okx")]
    [InlineData("""{"signalToken":"1","symbol":"BTCUSDT","action":"buy"}""", "an", "OKX signal bot", "okx")]
    [InlineData("""{"code":"ENTER-LONG"}""", "a", "WunderTrading", "wunderTrading")]
    [InlineData("Exit-All_BTCUSDT_1H", "a", "WunderTrading", "wunderTrading")]
    [InlineData("MyKeys(BTCUSDT) { close() }", "an", "Alertatron", "alertatron")]
    [InlineData("60123456789,buy,BTCUSDT", "a", "PineConnector", "pineConnector")]
    public void Message_of_a_service_that_is_not_switched_on_says_what_to_do(
        string body, string article, string service, string word) => Assert.Equal(
        $"This looks like {article} {service} message, which is not switched on for this strategy: add \"{word}\" to its formats, or send "
        + "the bot's own format.",
        Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy)).Message);

    [Theory]
    [InlineData("""{"ticker":"BTCUSDT","action":"buy","code":"1"}""", "TradersPost and WunderTrading")]
    [InlineData("""{"signalToken":"1","bot_uuid":"1"}""", "3Commas and OKX signal bot")]
    [InlineData("""{"data":"buy","date":"2026-01-31","prev_position":"flat"}""", "Tickerly and PickMyTrade")]
    [InlineData("""{"ticker":"BTCUSDT","action":"buy","prev_position":"flat"}""", "TradersPost and Tickerly")]
    public void Message_with_the_marks_of_two_services_is_nobodys(string body, string services) => Assert.Equal(
        $"This has the marks of {services} at once; send the message of one of them.",
        Assert.IsType<SignalReading.NotUnderstood>(
            AnAlert.ReadBody(body, new AStrategy().Taking(Enum.GetValues<AlertFormat>()).Build())).Message);

    [Theory]
    [InlineData("""{"isBuy":true,"position":"long"}""")]
    [InlineData("""{"pair":"BTCUSDT","position":"long"}""")]
    [InlineData("""{"ticker":"BTCUSDT","position":"long"}""")]
    [InlineData("""{"action":"buy"}""")]
    [InlineData("""{"data":"buy","position":"long"}""")]
    [InlineData("""{"date":"2026-01-31","position":"long"}""")]
    public void One_word_of_the_two_that_tell_another_service_makes_no_foreign_message(string body) =>
        Assert.IsNotType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy));

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT","action":"buy","isBuy":true,"pair":"BTCUSDT"}""")]
    [InlineData("""{"symbol":"BTCUSDT","action":"buy","code":"ENTER-LONG"}""")]
    [InlineData("""{"symbol":"BTCUSDT","action":"buy","ticker":"BTCUSDT"}""")]
    [InlineData("""{"symbol":"BTCUSDT","action":"buy","prev_position":"flat"}""")]
    [InlineData("""{"symbol":"BTCUSDT","action":"buy","data":"buy","date":"2026-01-31"}""")]
    public void Common_words_of_other_services_do_not_outweigh_a_symbol(string body) =>
        Assert.IsNotType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy));
}
