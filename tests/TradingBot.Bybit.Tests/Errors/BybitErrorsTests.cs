using System.Globalization;
using TradingBot.Bybit.Errors;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Errors;

public sealed class BybitErrorsTests
{
    /// <summary>Every documented code with the action it asks for, kept apart from the table so that one checks the other.</summary>
    private static readonly (RetryGuidance Class, string Codes)[] Documented =
    [
        (RetryGuidance.AlreadyDone, "110008 110010 110025-110027 110043 34040 170139 170142 170190"),
        (RetryGuidance.RetryLater, "429 10006 10018 10403 10429 110063 110066 110079 30035 170005 170222 170144 170191 170212"),
        (RetryGuidance.VerifyFirst, "10000 10014 10016 110030 110072 170001 170234 170007 170032 170146 170147 170310 170141"),
        (RetryGuidance.CorrectAndRetry, "-1 10002 110001 40004 170143 170213"),
        (RetryGuidance.Halt, "10003 10004 10005 10007 10008 10009 10010 10024 10027 10028 100028 33004 -2015 110123-110125 110132"),
        (RetryGuidance.Permanent,
            "10001 10017 10029 10032 110003 30208 30209 110120 110121 110004 110006 110007 110012 110044 110045 110051-110053 110009 110011 "
            + "110039 110040 110046 110013 110086 110087 110090 110014 110017 110020-110023 110042 110024 110028 110029 110036 110038 110057-110061 "
            + "110074 110064 110073 3400045 110092-110100 110103 110108 110109 110118 30228 3400139 3100116 3100198 3200300 "
            + "170033 170131 170115-170117 170121 170130 170105 170124 170381 170382 170341 170132 170133 170192-170194 170371 170372 170134 170137 "
            + "170148 170136 170140 170145 170312 170149 170150 170210 170151 170157 170159 170206 170217 170197 170198 170201-170204 170218 170313 "
            + "170810 170036 176008 176009 182021"),
    ];

    public static TheoryData<int, RetryGuidance> Codes
    {
        get
        {
            var data = new TheoryData<int, RetryGuidance>();
            foreach (var (@class, codes) in Documented)
            {
                foreach (var code in codes.Split(' ').SelectMany(Expand))
                    data.Add(code, @class);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Documented_code_asks_for_its_action(int code, RetryGuidance @class)
    {
        Assert.Contains(code, BybitErrors.Codes);
        Assert.Equal(@class, BybitErrors.Find(code, "").Class);
        Assert.NotEmpty(BybitErrors.Find(code, "").Meaning);
    }

    [Fact]
    public void Table_holds_no_code_without_a_documented_action() =>
        Assert.Empty(BybitErrors.Codes.Except(Documented.SelectMany(group => group.Codes.Split(' ')).SelectMany(Expand)));

    [Theory]
    [InlineData(10006, "Too many visits.", "Bybit 10006: ", " (\"Too many visits.\").")]
    [InlineData(10006, "", "Bybit 10006: ", ".")]
    public void Refusal_is_one_sentence_with_the_exchanges_own_words(int code, string words, string begins, string ends)
    {
        var sentence = BybitErrors.Describe(code, words).Message;

        Assert.Equal($"{begins}{BybitErrors.Find(code, words).Meaning}{ends}", sentence);
    }

    [Fact]
    public void Unknown_code_is_looked_up_like_a_lost_answer() =>
        Assert.Equal(RetryGuidance.VerifyFirst, BybitErrors.Find(123456, "brand new").Class);

    [Theory]
    [InlineData("position idx not match position mode", RetryGuidance.CorrectAndRetry)]
    [InlineData("can not set tp/sl/ts for zero position", RetryGuidance.CorrectAndRetry)]
    [InlineData("Can Not Set tp/sl/ts For ZERO position", RetryGuidance.CorrectAndRetry)]
    [InlineData("StopLoss:95 set for Buy position should lower than base_price:90??LastPrice", RetryGuidance.Permanent)]
    [InlineData("order not modified", RetryGuidance.AlreadyDone)]
    [InlineData("参数错误", RetryGuidance.Permanent)]
    [InlineData("", RetryGuidance.Permanent)]
    public void Overloaded_parameter_error_is_read_by_its_text_and_else_refused(string text, RetryGuidance @class) =>
        Assert.Equal(@class, BybitErrors.Find(10001, text).Class);

    [Theory]
    [InlineData(10001, "The number of contracts exceeds minimum limit allowed", true)]
    [InlineData(10001, "Qty invalid", true)]
    [InlineData(110094, "", true)]
    [InlineData(170137, "", true)]
    [InlineData(170140, "", true)]
    [InlineData(110007, "", false)]
    [InlineData(10001, "anything else", false)]
    public void Size_errors_are_told_apart_because_they_age_our_copy_of_the_rules(int code, string text, bool isSizeRule) =>
        Assert.Equal(isSizeRule, BybitErrors.Find(code, text).IsSizeRule);

    private static IEnumerable<int> Expand(string text)
    {
        var dash = text.IndexOf('-', 1);
        if (dash < 0)
            return [int.Parse(text, CultureInfo.InvariantCulture)];
        var first = int.Parse(text[..dash], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, int.Parse(text[(dash + 1)..], CultureInfo.InvariantCulture) - first + 1);
    }
}
