namespace TradingBot.Bybit.Tests.Contract;

/// <inheritdoc cref="FaultContract"/>
public sealed class SpotFaultTests
{
    [Theory]
    [MemberData(nameof(FaultContract.SpotCases), MemberType = typeof(FaultContract))]
    public Task What_the_client_reports_is_what_the_exchange_holds(Operation operation, Fault fault) =>
        FaultContract.HoldsAsync(Market.Spot, operation, fault);
}
