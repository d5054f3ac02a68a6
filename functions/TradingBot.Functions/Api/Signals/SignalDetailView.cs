using System.Diagnostics.CodeAnalysis;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;

namespace TradingBot.Functions.Api.Signals;

/// <summary>One signal with what arrived, secrets masked.</summary>
public sealed record SignalDetailView : SignalView
{
    [SetsRequiredMembers]
    private SignalDetailView(SignalRecord record, IReadOnlyDictionary<SignalId, IReadOnlyList<TradeId>> closed)
        : base(SignalView.Of(record, closed))
    {
        Body = record.MaskedBody;
        RemoteIp = record.RemoteIp;
        IgnoredFields = record.IgnoredFields;
    }

    public string Body { get; }

    public string? RemoteIp { get; }

    public IReadOnlyList<string> IgnoredFields { get; }

    public static new SignalDetailView Of(SignalRecord record, IReadOnlyDictionary<SignalId, IReadOnlyList<TradeId>> closed) =>
        new(record, closed);
}
