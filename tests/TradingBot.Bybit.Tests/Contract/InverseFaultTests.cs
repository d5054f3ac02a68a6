namespace TradingBot.Bybit.Tests.Contract;

/// <inheritdoc cref="FaultContract"/>
public sealed class InverseFaultTests
{
    [Theory]
    [MemberData(nameof(FaultContract.InverseCases), MemberType = typeof(FaultContract))]
    public Task What_the_client_reports_is_what_the_exchange_holds(Operation operation, Fault fault) =>
        FaultContract.HoldsAsync(Market.Inverse, operation, fault);
}
