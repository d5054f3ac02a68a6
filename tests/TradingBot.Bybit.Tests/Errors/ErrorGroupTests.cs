using TradingBot.Bybit.Errors;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Errors;

/// <summary>Which codes mean the same for the caller: every code of a group, and none beside it.</summary>
public sealed class ErrorGroupTests
{
    public static TheoryData<string> Groups => new(
        "duplicate: 110030 110072 170141",
        "not found: 110001 170143 170213",
        "finished: 110008 110010 170139 170142 170190",
        "key refused: 10003 10004 10007 33004 -2015",
        "product unavailable: 10005 10032 10024 110123 110125 110132",
        "against our copy of the instrument: 110074 170151 170157 110094 3100116 170124 170341 170381 170382 170134 170137 170148 170136 170140");

    [Theory]
    [MemberData(nameof(Groups))]
    public void Group_has_its_codes_and_no_other(string group)
    {
        var (name, codes) = (group.Split(": ")[0], group.Split(": ")[1].Split(' ').Select(static code => int.Parse(code, null)));

        Assert.Equal(codes.Order(), BybitErrors.Codes.Where(code => IsIn(name, BybitErrors.Describe(code, ""))).Order());
    }

    [Theory]
    [InlineData("position idx not match position mode", true)]
    [InlineData("words of another language", true)]
    [InlineData("", true)]
    [InlineData("Qty invalid", false)]
    [InlineData("can not set tp/sl/ts for zero position", false)]
    public void Refused_parameter_may_be_the_position_mode_unless_its_words_say_otherwise(string words, bool isPossible)
    {
        Assert.Equal(isPossible, BybitErrors.MayBePositionMode(BybitErrors.Describe(10001, words)));
        Assert.False(BybitErrors.MayBePositionMode(BybitErrors.Describe(110007, words)));
    }

    [Theory]
    [InlineData("exceeds minimum limit", RetryGuidance.Permanent, true)]
    [InlineData("exceeds maximum limit", RetryGuidance.Permanent, true)]
    [InlineData("qty invalid", RetryGuidance.Permanent, true)]
    [InlineData("triggerDirection invalid", RetryGuidance.Permanent, false)]
    [InlineData("tpslMode is empty", RetryGuidance.Permanent, false)]
    [InlineData("orderLinkId is required", RetryGuidance.Permanent, false)]
    [InlineData("not supported symbols", RetryGuidance.Permanent, false)]
    [InlineData("symbol invalid", RetryGuidance.Permanent, false)]
    [InlineData("zero position", RetryGuidance.CorrectAndRetry, false)]
    public void Words_of_a_refused_parameter_are_known(string words, RetryGuidance @class, bool isSizeRule)
    {
        var error = ParameterErrors.Recognise($"Some {words} here.")!;

        Assert.Equal((10001, @class, isSizeRule), (error.Code, error.Class, error.IsSizeRule));
    }

    private static bool IsIn(string group, ExchangeError error) => group switch
    {
        "duplicate" => BybitErrors.IsDuplicate(error),
        "not found" => BybitErrors.IsNotFound(error),
        "finished" => BybitErrors.IsFinished(error),
        "key refused" => BybitErrors.IsKeyRefused(error.Code),
        "product unavailable" => BybitErrors.IsProductUnavailable(error),
        "against our copy of the instrument" => BybitErrors.ContradictsInstrument(error),
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, "Unknown group."),
    };
}
