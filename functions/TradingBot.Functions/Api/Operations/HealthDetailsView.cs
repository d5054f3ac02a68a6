using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Every check with its own sentence and age.</summary>
public sealed record HealthDetailsView(
    HealthStatus Status,
    DateTimeOffset CheckedAt,
    string Version,
    [property: AllowedValues("paper", "demo", "testnet", "mainnet")] string Environment,
    bool MainnetAllowed,
    IReadOnlyList<HealthCheck> Checks);
