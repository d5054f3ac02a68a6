using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Api.Trades;

/// <summary>A close was asked for; the bot carries it out.</summary>
public sealed record CloseAnswer(Guid TradeId, [property: AllowedValues("closing")] string Status);
