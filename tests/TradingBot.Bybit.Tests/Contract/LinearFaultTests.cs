namespace TradingBot.Bybit.Tests.Contract;

/// <inheritdoc cref="FaultContract"/>
public sealed class LinearFaultTests
{
    [Theory]
    [MemberData(nameof(FaultContract.LinearCases), MemberType = typeof(FaultContract))]
    public Task What_the_client_reports_is_what_the_venue_holds(string wish, string fault) => FaultContract.HoldsAsync("linear", wish, fault);
}
