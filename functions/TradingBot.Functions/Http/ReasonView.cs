using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>Why something was refused: stable code, sentence, and the numbers behind it.</summary>
public sealed record ReasonView(
    [property: Catalogue(typeof(DenialKinds))] string Code, string Message, IReadOnlyDictionary<string, string> Numbers)
{
    public static ReasonView? Of(Denial? denial) => denial is null ? null : new ReasonView(denial.Code, denial.Message, denial.Numbers);
}
