namespace TradingBot.Bybit.Tests.Stub;

/// <summary>One request as it arrived, byte for byte.</summary>
internal sealed record StubRequest(string Method, string Path, string RawQuery, string Body, IReadOnlyDictionary<string, string> Headers);
