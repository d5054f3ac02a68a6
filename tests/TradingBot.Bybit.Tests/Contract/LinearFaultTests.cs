namespace TradingBot.Bybit.Tests.Contract;

/// <inheritdoc cref="FaultContract"/>
public sealed class LinearFaultTests
{
    [Theory]
    [MemberData(nameof(FaultContract.LinearCases), MemberType = typeof(FaultContract))]
    public Task What_the_client_reports_is_what_the_exchange_holds(Operation operation, Fault fault) =>
        FaultContract.HoldsAsync(Market.Linear, operation, fault);
}
