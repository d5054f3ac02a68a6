using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// Something the client is asked to do under a fault: how to get there, how to ask, and how the exchange shows that it is done.
/// </summary>
internal abstract class ClientOperation(PaperFixture fixture, MarketCase marketCase, CancellationToken token)
{
    public const string LinkId = "contract-1";

    protected PaperFixture Fixture => fixture;

    protected MarketCase Case => marketCase;

    protected CancellationToken Token => token;

    public abstract string Path { get; }

    public static ClientOperation For(Operation operation, PaperFixture fixture, MarketCase marketCase, CancellationToken token) =>
        operation switch
        {
            Operation.Place => new Place(fixture, marketCase, token),
            Operation.Batch => new Batch(fixture, marketCase, token),
            Operation.Amend => new Amend(fixture, marketCase, token),
            Operation.Cancel => new Cancel(fixture, marketCase, token),
            Operation.Stop => new Stop(fixture, marketCase, token),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    public virtual Task PrepareAsync() => Task.CompletedTask;

    public abstract Task<SubmitOutcome> AskAsync();

    public abstract Task<bool> IsDoneAsync();

    protected async Task RestAsync()
    {
        Expect.Accepted(await UntilKnownAsync(() => Fixture.Exchange.PlaceOrderAsync(Case.Resting(LinkId), Token)));
        await Eventually.TrueAsync(
            async () => (await Fixture.State.OrdersAsync(Case.Wire, Case.SymbolText, LinkId)).Any(ExchangeState.IsLive),
            "the order rests",
            TimeSpan.FromSeconds(60),
            Token);
    }

    /// <summary>Asks again while the answer is lost, as a slow machine may make it; the same id each time.</summary>
    public static async Task<SubmitOutcome> UntilKnownAsync(Func<Task<SubmitOutcome>> ask)
    {
        var outcome = await ask();
        for (var tries = 0; tries < 20
            && outcome is SubmitOutcome.Unknown or SubmitOutcome.Rejected { Error.Class: RetryGuidance.RetryLater }; tries++)
            outcome = await ask();
        return outcome;
    }

    private sealed class Place(PaperFixture fixture, MarketCase marketCase, CancellationToken token)
        : ClientOperation(fixture, marketCase, token)
    {
        public override string Path => Routes.Create;

        public override Task<SubmitOutcome> AskAsync() => Fixture.Exchange.PlaceOrderAsync(Case.Protected(LinkId), Token);

        public override async Task<bool> IsDoneAsync() => (await Fixture.State.OrdersAsync(Case.Wire, Case.SymbolText, LinkId)).Count > 0;
    }

    private sealed class Batch(PaperFixture fixture, MarketCase marketCase, CancellationToken token)
        : ClientOperation(fixture, marketCase, token)
    {
        public override string Path => Routes.CreateBatch;

        public override async Task<SubmitOutcome> AskAsync() =>
            Assert.Single(await Fixture.Exchange.PlaceOrdersAsync([Case.MarketOrder(LinkId)], Token));

        public override async Task<bool> IsDoneAsync() => (await Fixture.State.OrdersAsync(Case.Wire, Case.SymbolText, LinkId)).Count > 0;
    }

    private sealed class Amend(PaperFixture fixture, MarketCase marketCase, CancellationToken token)
        : ClientOperation(fixture, marketCase, token)
    {
        private decimal NewPrice => Case.RestingPrice - Case.Step;

        public override string Path => Routes.Amend;

        public override Task PrepareAsync() => RestAsync();

        public override Task<SubmitOutcome> AskAsync() => Fixture.Exchange.AmendOrderAsync(
            new OrderAmendment
            {
                LinkId = OrderLinkId.Parse(LinkId),
                Category = Case.Category,
                Symbol = Case.Symbol,
                LimitPrice = NewPrice
            }, Token);

        public override async Task<bool> IsDoneAsync() =>
            (await Fixture.State.OrdersAsync(Case.Wire, Case.SymbolText, LinkId))
                .Any(order => ExchangeState.Number(order, "price") == NewPrice);
    }

    private sealed class Cancel(PaperFixture fixture, MarketCase marketCase, CancellationToken token)
        : ClientOperation(fixture, marketCase, token)
    {
        public override string Path => Routes.Cancel;

        public override Task PrepareAsync() => RestAsync();

        public override Task<SubmitOutcome> AskAsync() =>
            Fixture.Exchange.CancelOrderAsync(Case.Category, Case.Symbol, OrderLinkId.Parse(LinkId), isStopOrder: false, Token);

        public override async Task<bool> IsDoneAsync() =>
            !(await Fixture.State.OrdersAsync(Case.Wire, Case.SymbolText, LinkId)).Any(ExchangeState.IsLive);
    }

    private sealed class Stop(PaperFixture fixture, MarketCase marketCase, CancellationToken token)
        : ClientOperation(fixture, marketCase, token)
    {
        public override string Path => Routes.Stop;

        public override async Task PrepareAsync()
        {
            Expect.Accepted(await UntilKnownAsync(() => Fixture.Exchange.PlaceOrderAsync(Case.MarketOrder(LinkId), Token)));
            await Eventually.TrueAsync(
                async () => (await Fixture.State.PositionsAsync(Case.Wire, Case.SymbolText)).Count == 1,
                "the position is open", TimeSpan.FromSeconds(60), Token);
        }

        public override Task<SubmitOutcome> AskAsync() =>
            Fixture.Exchange.SetTradingStopAsync(new TradingStop(Case.Category, Case.Symbol, Case.StopPrice, null), Token);

        public override async Task<bool> IsDoneAsync() =>
            (await Fixture.State.PositionsAsync(Case.Wire, Case.SymbolText))
                .Any(position => ExchangeState.Number(position, "stopLoss") == Case.StopPrice);
    }
}
