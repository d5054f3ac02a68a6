using System.Reflection;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Tests.Foundation;

public sealed class DenialKindsTests
{
    private static readonly IReadOnlyList<string> Codes =
        [.. typeof(DenialCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_code_has_its_one_row() => Assert.Equal(Codes.Order(), DenialKinds.All.Select(static kind => kind.Code).Order());

    [Fact]
    public void Every_row_says_what_it_means_and_what_to_do() => Assert.All(DenialKinds.All, static kind =>
    {
        Assert.EndsWith(".", kind.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", kind.Advice, StringComparison.Ordinal);
        Assert.Same(kind, DenialKinds.Of(kind.Code));
    });

    [Fact]
    public void Code_of_no_row_is_an_error() => Assert.Throws<KeyNotFoundException>(static () => DenialKinds.Of("signal.unheardOf"));
}
