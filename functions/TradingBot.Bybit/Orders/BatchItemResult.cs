using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Orders;

/// <summary>One order of a batch: its id at the exchange, or what was said against it.</summary>
internal sealed record BatchItemResult(string ExchangeOrderId, ExchangeError? Error);
