using System.Globalization;
using System.Text.Json;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>A fault in the form in which the paper exchange's control route takes it.</summary>
internal static class FaultRequests
{
    private const string Status = nameof(Status);
    private const string RetCode = nameof(RetCode);

    /// <summary>The name by which the paper exchange knows the fault.</summary>
    public static string KindOf(Fault fault)
    {
        var name = fault.ToString();
        if (name.StartsWith(Status, StringComparison.Ordinal))
            name = Status;
        else if (name.StartsWith(RetCode, StringComparison.Ordinal))
            name = RetCode;
        return JsonNamingPolicy.CamelCase.ConvertName(name);
    }

    /// <summary>The HTTP status or retCode that the fault answers with; null where it answers with none.</summary>
    public static int? NumberOf(Fault fault)
    {
        var name = fault.ToString();
        if (name.StartsWith(Status, StringComparison.Ordinal))
            return int.Parse(name.AsSpan(Status.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        if (name.StartsWith(RetCode, StringComparison.Ordinal))
            return int.Parse(name.AsSpan(RetCode.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        return null;
    }
}
