namespace TradingBot.Bybit.Tests.Contract;

/// <inheritdoc cref="FaultContract"/>
public sealed class HedgeFaultTests
{
    [Theory]
    [MemberData(nameof(FaultContract.HedgeCases), MemberType = typeof(FaultContract))]
    public Task What_the_client_reports_is_what_the_exchange_holds(Operation operation, Fault fault) =>
        FaultContract.HoldsAsync(Market.Hedge, operation, fault);
}
