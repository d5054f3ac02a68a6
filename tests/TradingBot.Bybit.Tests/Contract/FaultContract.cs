using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// The contract, for every market, fault and wish: a yes is true, a no changed nothing, an unknown is one or the other; asking again
/// with the same id does it exactly once; and in the end the client's picture is the exchange's.
/// </summary>
public static class FaultContract
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private static readonly string[] Everywhere =
        ["none", "delay", "delayAfter", "dropBefore", "dropAfter", "503", "429", "403", "clock", "clockSkew", "localise", "extraFields", "10006", "10016", "987654"];

    private static readonly string[] OnOrders =
        ["500", "502", "10000", "10001", "10002", "110007", "170007", "rejectAfterAck", "partialFill", "splitFill", "slowFill", "loseExits", "hide", "lag"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> SpotCases => Cases("place", "batch", "amend", "cancel");

    public static TheoryData<string, string> LinearCases => Cases("place", "batch", "amend", "cancel", "stop");

    public static TheoryData<string, string> HedgeCases => LinearCases;

    public static TheoryData<string, string> InverseCases => LinearCases;

    public static TheoryData<string, string> OptionCases => SpotCases;

    /// <summary>Asks for one thing under one fault, then again without.</summary>
    public static async Task HoldsAsync(string market, string kind, string fault)
    {
        var (fixture, marketCase) = await MarketCase.OpenAsync(market, Token);
        await using var _ = fixture;
        var operation = ClientOperation.Of(kind, fixture, marketCase, Token);
        await operation.PrepareAsync();
        await ArrangeAsync(fixture, operation.Path, fault);

        var outcome = await operation.AskAsync();

        if (outcome is SubmitOutcome.Accepted)
            await Eventually.TrueAsync(operation.IsDoneAsync, "what was accepted is done", Within, Token);
        if (outcome is SubmitOutcome.Rejected)
            Assert.False(await operation.IsDoneAsync(), $"refused with {outcome}, yet done");
        if (fault == "none")
            Assert.IsType<SubmitOutcome.Accepted>(outcome);
        // The ban is over.
        if (fault == "403")
            fixture.Time.Skip(TimeSpan.FromMinutes(10.1));

        var again = await ClientOperation.UntilKnownAsync(operation.AskAsync);

        Assert.True(again is SubmitOutcome.Accepted, $"asked again: {again}");
        await Eventually.TrueAsync(operation.IsDoneAsync, "it is done in the end", Within, Token);
        await AgreeAsync(fixture, marketCase);
    }

    private static TheoryData<string, string> Cases(params string[] wishes)
    {
        var cases = new TheoryData<string, string>();
        foreach (var operation in wishes)
        {
            foreach (var fault in operation == "place" ? Everywhere.Concat(OnOrders) : Everywhere)
                cases.Add(operation, fault);
        }

        return cases;
    }

    private static async Task ArrangeAsync(PaperFixture fixture, string path, string fault)
    {
        switch (fault)
        {
            case "none":
                break;
            case "clock":
                fixture.Time.Skip(TimeSpan.FromSeconds(90));
                break;
            case "delay" or "delayAfter":
                await fixture.FaultAsync(new { path, kind = fault, delayMs = 1300 }, Token);
                break;
            case "hide" or "slowFill":
                await fixture.FaultAsync(new { path, kind = fault, delayMs = 700 }, Token);
                break;
            case "lag":
                // The order's answer is lost, and the look-ups that follow see the past.
                await fixture.FaultAsync(new { path, kind = "dropAfter" }, Token);
                await fixture.FaultAsync(new { path = Routes.Realtime, kind = fault, delayMs = 700, count = 4 }, Token);
                break;
            case "clockSkew":
                await fixture.FaultAsync(new { path, kind = fault, delayMs = 90_000 }, Token);
                break;
            case { Length: 3 }:
                await fixture.FaultAsync(new { path, kind = "status", status = int.Parse(fault) }, Token);
                break;
            case var code when int.TryParse(code, out var retCode):
                await fixture.FaultAsync(new { path, kind = "retCode", retCode, retMsg = "サーバーエラー" }, Token);
                break;
            default:
                await fixture.FaultAsync(new { path, kind = fault }, Token);
                break;
        }
    }

    // Outcomes come after their acknowledgement, so both pictures are taken until they have settled.
    private static Task AgreeAsync(PaperFixture fixture, MarketCase marketCase) =>
        Eventually.TrueAsync(
            async () =>
            {
                var (held, told) = (await Snapshot.OfExchangeAsync(fixture, marketCase), await Snapshot.OfClientAsync(fixture, marketCase, Token));
                if (held == told)
                    return true;
                TestContext.Current.SendDiagnosticMessage($"exchange: {held}; client: {told}");
                return false;
            },
            "the client's picture is the exchange's",
            Within,
            Token);
}
