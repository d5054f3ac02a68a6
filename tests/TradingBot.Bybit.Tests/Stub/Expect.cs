using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Stub;

internal static class Expect
{
    public static T Value<T>(ExchangeResult<T> result) => result is ExchangeResult<T>.Success success
        ? success.Value
        : throw new Xunit.Sdk.XunitException($"Expected a value but got {((ExchangeResult<T>.Failure)result).Error}");

    public static ExchangeError Failure<T>(ExchangeResult<T> result) => Assert.IsType<ExchangeResult<T>.Failure>(result).Error;

    public static ExchangeError Rejected(SubmitOutcome outcome) => Assert.IsType<SubmitOutcome.Rejected>(outcome).Error;

    public static ExchangeError Unknown(SubmitOutcome outcome) => Assert.IsType<SubmitOutcome.Unknown>(outcome).Error;

    public static string Accepted(SubmitOutcome outcome) => outcome is SubmitOutcome.Accepted accepted
        ? accepted.ExchangeOrderId
        : throw new Xunit.Sdk.XunitException($"Expected acceptance but got {outcome}");
}
