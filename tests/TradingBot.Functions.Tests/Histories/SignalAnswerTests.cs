using Microsoft.DurableTask.Converters;
using TradingBot.Core.Identifiers;
using TradingBot.Functions.Activities;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Histories;

/// <summary>What a decision writes into a history, byte for byte as the recorded histories hold it.</summary>
public sealed class SignalAnswerTests
{
    private static readonly TradeId Trade = new(Guid.Parse("01990000-0000-7000-8000-000000000002"));

    private static readonly TradeId Other = new(Guid.Parse("01990000-0000-7000-8000-000000000003"));

    public static TheoryData<SignalDecision, string> Written => new()
    {
        { new SignalDecision.Ended(), """{"TradeId":null,"Closing":[],"ThenOpen":false}""" },
        { new SignalDecision.Waits(), """{"TradeId":null,"Closing":[],"ThenOpen":false,"IsWaiting":true}""" },
        { new SignalDecision.Reduces([Trade]), $$"""{"TradeId":null,"Closing":[],"ThenOpen":false,"Reducing":"{{Trade}}"}""" },
        {
            new SignalDecision.Reduces([Trade, Other]),
            $$"""{"TradeId":null,"Closing":[],"ThenOpen":false,"Reducing":"{{Trade}}","ReducingToo":["{{Other}}"]}"""
        },
        { new SignalDecision.Opens(Trade, Approved: null), $$"""{"TradeId":"{{Trade}}","Closing":[],"ThenOpen":false}""" },
        { new SignalDecision.Closes([Trade], ThenOpen: false), $$"""{"TradeId":null,"Closing":["{{Trade}}"],"ThenOpen":false}""" },
        { new SignalDecision.Closes([Trade], ThenOpen: true), $$"""{"TradeId":null,"Closing":["{{Trade}}"],"ThenOpen":true}""" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Answer_is_written_as_recorded_histories_hold_it(SignalDecision decision, string expected) =>
        Assert.Equal(expected, JsonDataConverter.Default.Serialize(SignalAnswer.Of(decision)));
}
