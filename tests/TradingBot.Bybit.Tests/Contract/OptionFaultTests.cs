namespace TradingBot.Bybit.Tests.Contract;

/// <inheritdoc cref="FaultContract"/>
public sealed class OptionFaultTests
{
    [Theory]
    [MemberData(nameof(FaultContract.OptionCases), MemberType = typeof(FaultContract))]
    public Task What_the_client_reports_is_what_the_exchange_holds(Operation operation, Fault fault) =>
        FaultContract.HoldsAsync(Market.Option, operation, fault);
}
