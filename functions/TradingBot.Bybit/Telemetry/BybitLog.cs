using Microsoft.Extensions.Logging;

namespace TradingBot.Bybit.Telemetry;

internal static partial class BybitLog
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "Bybit {Path} refused with {Code} ({Class}): {Reason}")]
    public static partial void Refused(this ILogger logger, string path, int code, string @class, string reason);

    [LoggerMessage(EventId = 6011, Level = LogLevel.Debug, Message = "Bybit {Path} had nothing to change ({Code})")]
    public static partial void AlreadyDone(this ILogger logger, string path, int code);

    [LoggerMessage(EventId = 6012, Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void KeyWarning(this ILogger logger, string warning);

    [LoggerMessage(EventId = 6013, Level = LogLevel.Error, Message = "The API key could not be checked: {Reason}")]
    public static partial void KeyUnchecked(this ILogger logger, string reason);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "Bybit {Path} gave no usable answer: {Reason}")]
    public static partial void NoAnswer(this ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Error, Message = "Bybit answered 403; every call is paused until {Until:O}")]
    public static partial void Paused(this ILogger logger, DateTimeOffset until);

    [LoggerMessage(
        EventId = 6004, Level = LogLevel.Information,
        Message = "Bybit's clock is {OffsetMs} ms from ours (round trip {RoundTripMs} ms)")]
    public static partial void ClockMeasured(this ILogger logger, long offsetMs, long roundTripMs);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Warning, Message = "Bybit's clock could not be read: {Reason}")]
    public static partial void ClockUnread(this ILogger logger, string reason);

    [LoggerMessage(EventId = 6006, Level = LogLevel.Information, Message = "Bybit's rate limit for {Path} is used up; waiting")]
    public static partial void LimitReached(this ILogger logger, string path);

    [LoggerMessage(EventId = 6007, Level = LogLevel.Information, Message = "Order {LinkId} was already at Bybit and is adopted")]
    public static partial void Adopted(this ILogger logger, string linkId);

    [LoggerMessage(EventId = 6008, Level = LogLevel.Warning, Message = "Outcome of {Path} for {Subject} is unknown: {Reason}")]
    public static partial void OutcomeUnknown(this ILogger logger, string path, string subject, string reason);

    [LoggerMessage(
        EventId = 6009, Level = LogLevel.Warning,
        Message = "{Count} {Category} instruments could not be read and are left out, first {Symbol}: {Reason}")]
    public static partial void InstrumentsSkipped(this ILogger logger, int count, string category, string symbol, string reason);

    [LoggerMessage(EventId = 6020, Level = LogLevel.Information, Message = "Bybit's account stream is live")]
    public static partial void StreamLive(this ILogger logger);

    [LoggerMessage(
        EventId = 6021, Level = LogLevel.Warning,
        Message = "Bybit's account stream is down, polling goes on without it: {Reason}")]
    public static partial void StreamBroken(this ILogger logger, string reason);

    [LoggerMessage(EventId = 6022, Level = LogLevel.Debug, Message = "Bybit's account stream is still down: {Reason}")]
    public static partial void StreamStillBroken(this ILogger logger, string reason);

    [LoggerMessage(
        EventId = 6023, Level = LogLevel.Warning,
        Message = "The account could not be read again after a gap in the stream: {Reason}")]
    public static partial void RereadFailed(this ILogger logger, string reason);

    [LoggerMessage(
        EventId = 6024, Level = LogLevel.Warning,
        Message = "Bybit's stream {Topic} sent a row that could not be read; the lists are read instead: {Reason}")]
    public static partial void StreamRowUnread(this ILogger logger, string topic, string reason);

    [LoggerMessage(
        EventId = 6028, Level = LogLevel.Error,
        Message = "Bybit's account stream failed in a way that was not foreseen; it is set up again, and trades are looked at regularly")]
    public static partial void StreamFailed(this ILogger logger, Exception fault);

    [LoggerMessage(EventId = 6025, Level = LogLevel.Warning, Message = "{Category} is left out of the account stream: {Reason}")]
    public static partial void CategoryUnread(this ILogger logger, string category, string reason);

    [LoggerMessage(EventId = 6026, Level = LogLevel.Information, Message = "Bybit's {Category} price stream is down: {Reason}")]
    public static partial void TickersBroken(this ILogger logger, string category, string reason);

    [LoggerMessage(EventId = 6027, Level = LogLevel.Warning, Message = "Bybit's {Category} price stream refused {Symbol}: {Reason}")]
    public static partial void TickersRefused(this ILogger logger, string category, string symbol, string reason);

    [LoggerMessage(
        EventId = 6014, Level = LogLevel.Information,
        Message = "{Symbol} is in position mode {Mode}; the request is sent again for it")]
    public static partial void ModeLearnt(this ILogger logger, string symbol, string mode);

    [LoggerMessage(
        EventId = 6010, Level = LogLevel.Information,
        Message = "Demo trading has no fee rates; the standard {Category} rates are used")]
    public static partial void StandardFees(this ILogger logger, string category);
}
