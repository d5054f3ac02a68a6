using System.Text.Json.Serialization;
using TradingBot.Functions.Access;

namespace TradingBot.Functions.Api.Operations;

/// <summary>What anyone may know: whether the bot is well and how to sign in.</summary>
public sealed record HealthView(
    HealthStatus Status, [property: JsonConverter(typeof(JsonStringEnumConverter<AuthMode>))] AuthMode AuthMode);
