namespace TradingBot.Core.Foundation;

/// <summary>One thing wrong with an input: the field by its path ("takeProfits[0].close") and a sentence that names the fix.</summary>
public sealed record Fault(string Field, string Message)
{
    /// <summary>All of them in one line, each with its field.</summary>
    public static string Sentences(IEnumerable<Fault> faults) =>
        string.Join(" ", faults.Select(static fault => $"{fault.Field} {fault.Message}"));
}
