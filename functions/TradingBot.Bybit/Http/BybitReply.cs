using System.Text.Json;
using TradingBot.Bybit.Errors;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>What came of one request on the wire.</summary>
internal abstract record BybitReply
{
    private BybitReply()
    {
    }

    /// <summary>The key or what was signed with it was refused, by code or by HTTP status; nothing was executed.</summary>
    public bool IsKeyRefused => this switch
    {
        Answer { Code: var code } => BybitErrors.IsKeyRefused(code),
        NotDone { Error.Code: HttpRefusals.Unauthorized } => true,
        _ => false,
    };

    /// <summary>
    /// Bybit answered with its envelope; only code 0 is a success. The message is already redacted. Extra holds a batch's outcome per item.
    /// </summary>
    public sealed record Answer(int Code, string Message, JsonElement Result, JsonElement Extra, DateTimeOffset At) : BybitReply
    {
        /// <summary>What a code other than 0 means.</summary>
        public ExchangeError Describe() => BybitErrors.Describe(Code, Message);
    }

    /// <summary>Certainly not executed: never sent, or refused before it was executed.</summary>
    public sealed record NotDone(ExchangeError Error) : BybitReply;

    /// <summary>Sent, but no readable answer: it may have been executed.</summary>
    public sealed record Lost(ExchangeError Error) : BybitReply;
}
