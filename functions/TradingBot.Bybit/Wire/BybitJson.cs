using System.Text.Json.Serialization;

namespace TradingBot.Bybit.Wire;

/// <summary>Every message of Bybit's that the bot reads or writes. Unknown keys are ignored, absent fields are not written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TolerantDecimal), typeof(TolerantLong), typeof(TolerantBool), typeof(TolerantText)])]
[JsonSerializable(typeof(WireServerTime))]
[JsonSerializable(typeof(WirePage<WireInstrument>))]
[JsonSerializable(typeof(WirePage<WireRiskTier>))]
[JsonSerializable(typeof(WirePage<WireTicker>))]
[JsonSerializable(typeof(WireCandles))]
[JsonSerializable(typeof(WireDepth))]
[JsonSerializable(typeof(WirePriceLimit))]
[JsonSerializable(typeof(WirePage<WireFeeRate>))]
[JsonSerializable(typeof(WirePage<WireOrder>))]
[JsonSerializable(typeof(WirePage<WireExecution>))]
[JsonSerializable(typeof(WirePage<WirePosition>))]
[JsonSerializable(typeof(WirePage<WireClosedPnl>))]
[JsonSerializable(typeof(WirePage<WireClosedOption>))]
[JsonSerializable(typeof(WirePage<WireWallet>))]
[JsonSerializable(typeof(WireAccountInfo))]
[JsonSerializable(typeof(WirePage<WireTransaction>))]
[JsonSerializable(typeof(WireKeyInfo))]
[JsonSerializable(typeof(WireCreateOrder))]
[JsonSerializable(typeof(WireAmendOrder))]
[JsonSerializable(typeof(WireCancelOrder))]
[JsonSerializable(typeof(WireCancelAll))]
[JsonSerializable(typeof(WireBatch<WireCreateOrder>))]
[JsonSerializable(typeof(WireBatch<WireAmendOrder>))]
[JsonSerializable(typeof(WireBatch<WireCancelOrder>))]
[JsonSerializable(typeof(WireSwitchMode))]
[JsonSerializable(typeof(WireStreamFrame))]
[JsonSerializable(typeof(WireStreamCall))]
[JsonSerializable(typeof(WireStreamTicker))]
[JsonSerializable(typeof(IReadOnlyList<WireOrder>))]
[JsonSerializable(typeof(IReadOnlyList<WireExecution>))]
[JsonSerializable(typeof(IReadOnlyList<WirePosition>))]
[JsonSerializable(typeof(IReadOnlyList<WireWallet>))]
[JsonSerializable(typeof(WireTradingStop))]
[JsonSerializable(typeof(WireSetLeverage))]
internal sealed partial class BybitJson : JsonSerializerContext;
