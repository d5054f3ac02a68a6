using System.Diagnostics.CodeAnalysis;
using TradingBot.Core.Signals;

namespace TradingBot.Functions.Api.Signals;

/// <summary>One signal with what arrived, secrets masked.</summary>
public sealed record SignalDetailView : SignalView
{
    [SetsRequiredMembers]
    private SignalDetailView(SignalRecord record)
        : base(SignalView.Of(record))
    {
        Body = record.MaskedBody;
        RemoteIp = record.RemoteIp;
        IgnoredFields = record.IgnoredFields;
    }

    public string Body { get; }

    public string? RemoteIp { get; }

    public IReadOnlyList<string> IgnoredFields { get; }

    public static new SignalDetailView Of(SignalRecord record) => new(record);
}
