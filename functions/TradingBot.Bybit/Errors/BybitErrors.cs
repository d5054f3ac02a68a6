using System.Collections.Frozen;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Errors;

/// <summary>The one place that says what a code of Bybit's means. Codes decide; text is a hint for the overloaded 10001 alone.</summary>
internal static class BybitErrors
{
    public const int BadParameter = 10001;
    public const int BadTimestamp = 10002;
    public const int MissingPermission = 10005;
    public const int RateLimited = 10006;
    public const int NotInDemo = 10032;
    public const int OrderNotFound = 110001;
    public const int ReduceOnlyRefused = 110017;
    public const int StopsUnchanged = 34040;

    private static readonly FrozenDictionary<int, BybitError> Table =
        GeneralErrors.All.Concat(DerivativeErrors.All).Concat(SpotErrors.All).ToFrozenDictionary(static error => error.Code);

    public static IReadOnlyCollection<int> Codes => Table.Keys;

    /// <summary>A code that the table lacks proves nothing, so it is looked up like a lost answer.</summary>
    public static BybitError Find(int code, string message)
    {
        if (code == BadParameter && ParameterErrors.Recognise(message) is { } recognised)
            return recognised;
        return Table.TryGetValue(code, out var known)
            ? known
            : new BybitError(code, RetryGuidance.VerifyFirst, "a code this bot does not know");
    }

    /// <summary>The message must be redacted already.</summary>
    public static ExchangeError Describe(int code, string message)
    {
        var error = Find(code, message);
        var words = message.Length == 0 ? "" : $" (\"{message}\")";
        return new ExchangeError(code, $"Bybit {code}: {error.Meaning}{words}.", error.Class);
    }

    public static bool IsDuplicate(ExchangeError error) => error.Code is 110030 or 110072 or 170141;

    public static bool IsNotFound(ExchangeError error) => error.Code is OrderNotFound or 170143 or 170213;

    /// <summary>The order had already ended, by a fill or a cancel.</summary>
    public static bool IsFinished(ExchangeError error) => error.Code is 110008 or 110010 or 170139 or 170142 or 170190;

    /// <summary>The key or what was signed with it does not count (any more); refused before anything was executed.</summary>
    public static bool IsKeyRefused(int code) => code is 10003 or 10004 or 10007 or 33004 or -2015;

    /// <summary>The key, its environment or its region has no access to this product at all.</summary>
    public static bool IsProductUnavailable(ExchangeError error) =>
        error.Code is MissingPermission or NotInDemo or 10024 or 110123 or 110125 or 110132;

    /// <summary>The refusal says, or in another language may say, that the position mode is not the one we assumed.</summary>
    public static bool MayBePositionMode(ExchangeError error) =>
        error.Code == BadParameter
        && (ParameterErrors.Recognise(error.Message) is null
            || error.Message.Contains(ParameterErrors.PositionModeHint, StringComparison.OrdinalIgnoreCase));

    /// <summary>The refusal contradicts our copy of the instrument: its sizes or steps, or that it may be traded at all.</summary>
    public static bool ContradictsInstrument(ExchangeError error) =>
        error.Code is 110074 or 170151 or 170157 || Find(error.Code, error.Message).IsSizeRule;
}
