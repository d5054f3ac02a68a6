using System.Text.Json.Serialization.Metadata;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Orders;

/// <summary>How wishes of one kind become items of one batch route. Refusal names the field that Bybit cannot take, or is null.</summary>
internal sealed record BatchKind<TWish, TItem>(
    Endpoint Endpoint,
    JsonTypeInfo<WireBatch<TItem>> Type,
    Func<TWish, Category> CategoryOf,
    Func<TWish, string> SubjectOf,
    Func<TWish, string?> Refusal,
    Func<TWish, TItem> ToItem);
