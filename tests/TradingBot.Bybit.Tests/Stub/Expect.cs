using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Stub;

internal static class Expect
{
    public static T Value<T>(VenueResult<T> result) => result is VenueResult<T>.Success success
        ? success.Value
        : throw new Xunit.Sdk.XunitException($"Expected a value but got {((VenueResult<T>.Failure)result).Error}");

    public static VenueError Failure<T>(VenueResult<T> result) => Assert.IsType<VenueResult<T>.Failure>(result).Error;

    public static VenueError Rejected(SubmitOutcome outcome) => Assert.IsType<SubmitOutcome.Rejected>(outcome).Error;

    public static VenueError Unknown(SubmitOutcome outcome) => Assert.IsType<SubmitOutcome.Unknown>(outcome).Error;

    public static string Accepted(SubmitOutcome outcome) => outcome is SubmitOutcome.Accepted accepted
        ? accepted.VenueOrderId
        : throw new Xunit.Sdk.XunitException($"Expected acceptance but got {outcome}");
}
