using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Which of TradingView's names mean a symbol of the strategy, and what is said to the others.</summary>
public sealed class AlertSymbolTests
{
    private readonly Strategy _strategy = new AStrategy().Build();

    [Theory]
    [InlineData("BYBIT:BTCUSDT.P")]
    [InlineData("BTCUSDT.P")]
    [InlineData("BTCUSDT")]
    [InlineData("bybit:btcusdt.p")]
    [InlineData("BTC/USDT")]
    [InlineData("BTC-USDT")]
    public void Symbol_in_any_spelling_maps_to_the_strategys(string text) =>
        Assert.Equal("BTCUSDT", new AnAlert().With("symbol", text).Read(_strategy).Signal().Symbol.Value);

    [Theory]
    [InlineData("BYBIT_DL:BTCUSDT.P", "delayed")]
    [InlineData("BYBIT_DLY:BTCUSDT.P", "delayed")]
    [InlineData("BYBIT:ETHUSDT.P", "not among")]
    [InlineData("BYBIT:BTCUSDT.X", "not among")]
    [InlineData("BYBIT:", "not among")]
    [InlineData("BYBIT:ETHUSDT.P:BTCUSDT.P", "ETHUSDT.P:BTCUSDT.P is not among")]
    [InlineData("BINANCE:BYBIT:BTCUSDT.P", "chart of BINANCE,")]
    public void Symbol_that_is_not_the_strategys_is_a_fault(string text, string words)
    {
        var fault = new AnAlert().With("symbol", text).Read(_strategy).OnlyFault();

        Assert.Equal("symbol", fault.Field);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Perpetual_on_a_spot_strategy_is_a_fault_and_the_plain_name_is_not()
    {
        var spot = new AStrategy().Spot().Build();

        Assert.Equal("symbol", new AnAlert().With("symbol", "BYBIT:BTCUSDT.P").Read(spot).OnlyFault().Field);
        Assert.Equal("BTCUSDT", new AnAlert().With("symbol", "BYBIT:BTCUSDT").Read(spot).Signal().Symbol.Value);
    }

    [Theory]
    [InlineData("BINANCE:BTCUSDT.P", "chart of BINANCE")]
    [InlineData("INDEX:BTCUSDT", "chart of INDEX")]
    [InlineData("BYBIT:BTCUSDT", "spot chart")]
    [InlineData(":BTCUSDT.P", null)]
    public void Chart_of_other_prices_is_the_strategys_by_an_alias_alone(string text, string? words)
    {
        var alert = new AnAlert().With("symbol", text);
        var aliases = new Dictionary<string, Symbol> { [text] = Symbol.Parse("ETHUSDT") };
        var strategy = new AStrategy().For("BTCUSDT", "ETHUSDT").Build();

        if (words is null)
            Assert.Equal("BTCUSDT", alert.Read(strategy).Signal().Symbol.Value);
        else
            Assert.Contains(words, alert.Read(strategy).OnlyFault().Message, StringComparison.Ordinal);
        Assert.Equal("ETHUSDT", alert.Read(strategy with { SymbolAliases = aliases }).Signal().Symbol.Value);
        Assert.Equal("ETHUSDT", alert.With("symbol", $" {text.ToLowerInvariant()}").Read(strategy with { SymbolAliases = aliases })
            .Signal().Symbol.Value);
    }

    [Fact]
    public void Spot_chart_of_an_inverse_strategy_is_a_fault_and_a_delayed_feed_has_no_alias()
    {
        var aliases = new Dictionary<string, Symbol> { ["BYBIT_DL:BTCUSDT.P"] = Symbol.Parse("BTCUSDT") };

        Assert.Equal("symbol", new AnAlert().With("symbol", "BYBIT:BTCUSD").Read(new AStrategy().Inverse().Build()).OnlyFault().Field);
        Assert.Contains(
            "delayed",
            new AnAlert().With("symbol", "BYBIT_DL:BTCUSDT.P").Read(_strategy with { SymbolAliases = aliases }).OnlyFault().Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BYBIT:BTCUSDC.P", "BTCPERP")]
    [InlineData("BYBIT:BTCUSD.P", "BTCUSD")]
    [InlineData("BYBIT:BTCUSDT-21FEB27", "BTCUSDT-21FEB27")]
    [InlineData("BYBIT:BTCUSDZ26", "BTCUSDZ26")]
    [InlineData("BYBIT:BTCPERP", "BTCPERP")]
    [InlineData("BYBIT:1000PEPEUSDT.P", "1000PEPEUSDT")]
    public void Special_names_map_to_the_venues(string text, string symbol) =>
        Assert.Equal(symbol, new AnAlert().With("symbol", text).Read(new AStrategy().For(symbol).Build()).Signal().Symbol.Value);

    // One digit at the end is a coin's; two are a date's.
    [Theory]
    [InlineData("BTCUSD1", true)]
    [InlineData("BTCUSDZ26", false)]
    public void Spot_chart_of_a_coin_that_ends_with_a_digit_is_no_chart_of_contracts(string symbol, bool isSpot)
    {
        var reading = new AnAlert().With("symbol", $"BYBIT:{symbol}").Read(new AStrategy().For(symbol).Build());

        if (isSpot)
            Assert.Contains("is Bybit's spot chart", reading.OnlyFault().Message, StringComparison.Ordinal);
        else
            Assert.Equal(symbol, reading.Signal().Symbol.Value);
    }
}
