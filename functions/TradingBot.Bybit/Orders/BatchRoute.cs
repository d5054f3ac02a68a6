using System.Text.Json.Serialization.Metadata;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Orders;

/// <summary>How commands of one kind become items of one batch route. Refusal names the field that Bybit cannot take, or is null.</summary>
internal sealed record BatchRoute<TCommand, TItem>(
    Endpoint Endpoint,
    JsonTypeInfo<WireBatch<TItem>> Type,
    Func<TCommand, Category> CategoryOf,
    Func<TCommand, string> SubjectOf,
    Func<TCommand, string?> Refusal,
    Func<TCommand, TItem> ToItem);
