using System.Text.Json;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Infrastructure.Postgres.Queries;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>The form of stored documents, which rows of before and statements over jsonb rely on.</summary>
public sealed class LedgerJsonTests
{
    [Fact]
    public void Document_has_camel_case_names_and_words_and_numbers_as_text()
    {
        var document = new Stored(
            OrderStatus.PartiallyFilled, 1.10m, Symbol.Parse("BTCUSDT"), StrategyKey.Parse("trend"), Category.Linear, LeftOut: null);

        var json = LedgerJson.Write(document);

        Assert.Equal(
            """{"orderStatus":"partiallyFilled","price":"1.10","symbol":"BTCUSDT","strategy":"trend","category":"linear"}""", json);
        Assert.Equal(document, LedgerJson.Read<Stored>(json));
    }

    [Fact]
    public void Document_that_is_empty_is_an_error_by_its_kind_and_none_is_none()
    {
        Assert.Equal("A stored Stored is empty.", Assert.Throws<JsonException>(static () => LedgerJson.Read<Stored>("null")).Message);
        Assert.Null(LedgerJson.ReadOrNull<Stored>(null));
    }

    private sealed record Stored(
        OrderStatus OrderStatus, decimal Price, Symbol Symbol, StrategyKey Strategy, Category? Category, string? LeftOut);
}
