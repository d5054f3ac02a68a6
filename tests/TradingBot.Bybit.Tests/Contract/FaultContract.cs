using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// The contract, for every market, fault and operation: a yes is true, a no changed nothing, an unknown is one or the other; asking again
/// with the same id does it exactly once; and in the end the client reports what the exchange holds.
/// </summary>
public static class FaultContract
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private static readonly Fault[] Everywhere =
    [
        Fault.None, Fault.Delay, Fault.DelayAfter, Fault.DropBefore, Fault.DropAfter, Fault.Status503, Fault.Status429, Fault.Status403,
        Fault.ClientClockAhead, Fault.ClockSkew, Fault.Localise, Fault.ExtraFields,
        Fault.RetCode10006, Fault.RetCode10016, Fault.RetCode987654,
    ];

    private static readonly Fault[] OnOrders =
    [
        Fault.Status500, Fault.Status502, Fault.RetCode10000, Fault.RetCode10001,
        Fault.RetCode10002, Fault.RetCode110007, Fault.RetCode170007,
        Fault.RejectAfterAck, Fault.PartialFill, Fault.SplitFill, Fault.SlowFill, Fault.LoseExits, Fault.Hide, Fault.Lag,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Operation, Fault> SpotCases => Cases(Operation.Place, Operation.Batch, Operation.Amend, Operation.Cancel);

    public static TheoryData<Operation, Fault> LinearCases =>
        Cases(Operation.Place, Operation.Batch, Operation.Amend, Operation.Cancel, Operation.Stop);

    public static TheoryData<Operation, Fault> HedgeCases => LinearCases;

    public static TheoryData<Operation, Fault> InverseCases => LinearCases;

    public static TheoryData<Operation, Fault> OptionCases => SpotCases;

    /// <summary>Asks for one thing under one fault, then again without.</summary>
    public static async Task HoldsAsync(Market market, Operation asked, Fault fault)
    {
        var (fixture, marketCase) = await MarketCase.OpenAsync(market, Token);
        await using var _ = fixture;
        var operation = ClientOperation.For(asked, fixture, marketCase, Token);
        await operation.PrepareAsync();
        await ArrangeAsync(fixture, operation.Path, fault);

        var outcome = await operation.AskAsync();

        if (outcome is SubmitOutcome.Accepted)
            await Eventually.TrueAsync(operation.IsDoneAsync, "what was accepted is done", Within, Token);
        if (outcome is SubmitOutcome.Rejected)
            Assert.False(await operation.IsDoneAsync(), $"refused with {outcome}, yet done");
        if (fault == Fault.None)
            Assert.IsType<SubmitOutcome.Accepted>(outcome);
        // The ban is over.
        if (fault == Fault.Status403)
            fixture.Time.Skip(TimeSpan.FromMinutes(10.1));

        var again = await ClientOperation.UntilKnownAsync(operation.AskAsync);

        Assert.True(again is SubmitOutcome.Accepted, $"asked again: {again}");
        await Eventually.TrueAsync(operation.IsDoneAsync, "it is done in the end", Within, Token);
        await AgreeAsync(fixture, marketCase);
    }

    private static TheoryData<Operation, Fault> Cases(params Operation[] operations)
    {
        var cases = new TheoryData<Operation, Fault>();
        foreach (var operation in operations)
        {
            foreach (var fault in operation == Operation.Place ? Everywhere.Concat(OnOrders) : Everywhere)
                cases.Add(operation, fault);
        }

        return cases;
    }

    private static async Task ArrangeAsync(PaperFixture fixture, string path, Fault fault)
    {
        var kind = FaultRequests.KindOf(fault);
        switch (fault)
        {
            case Fault.None:
                break;
            case Fault.ClientClockAhead:
                fixture.Time.Skip(TimeSpan.FromSeconds(90));
                break;
            case Fault.Delay or Fault.DelayAfter:
                await fixture.FaultAsync(new { path, kind, delayMs = 1300 }, Token);
                break;
            case Fault.Hide or Fault.SlowFill:
                await fixture.FaultAsync(new { path, kind, delayMs = 700 }, Token);
                break;
            case Fault.Lag:
                // The order's answer is lost, and the look-ups that follow see the past.
                await fixture.FaultAsync(new { path, kind = FaultRequests.KindOf(Fault.DropAfter) }, Token);
                await fixture.FaultAsync(new { path = Routes.Realtime, kind, delayMs = 700, count = 4 }, Token);
                break;
            case Fault.ClockSkew:
                await fixture.FaultAsync(new { path, kind, delayMs = 90_000 }, Token);
                break;
            case var _ when FaultRequests.NumberOf(fault) is { } number:
                await fixture.FaultAsync(new { path, kind, status = number, retCode = number, retMsg = "サーバーエラー" }, Token);
                break;
            default:
                await fixture.FaultAsync(new { path, kind }, Token);
                break;
        }
    }

    // Outcomes come after their acknowledgement, so both snapshots are taken until they have settled.
    private static Task AgreeAsync(PaperFixture fixture, MarketCase marketCase) =>
        Eventually.TrueAsync(
            async () =>
            {
                var (held, reported) =
                    (await Snapshot.OfExchangeAsync(fixture, marketCase), await Snapshot.OfClientAsync(fixture, marketCase, Token));
                if (held == reported)
                    return true;
                TestContext.Current.SendDiagnosticMessage($"exchange: {held}; client: {reported}");
                return false;
            },
            "the client reports what the exchange holds",
            Within,
            Token);
}
