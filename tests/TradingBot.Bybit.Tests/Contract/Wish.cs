using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>Something the client is asked to do under a fault: how to get there, how to ask, and how the venue shows that it is done.</summary>
internal abstract class Wish(PaperDesk desk, Lane lane, CancellationToken token)
{
    public const string LinkId = "contract-1";

    protected PaperDesk Desk => desk;

    protected Lane Lane => lane;

    protected CancellationToken Token => token;

    public abstract string Path { get; }

    public static Wish Of(string name, PaperDesk desk, Lane lane, CancellationToken token) => name switch
    {
        "place" => new Place(desk, lane, token),
        "batch" => new Batch(desk, lane, token),
        "amend" => new Amend(desk, lane, token),
        "cancel" => new Cancel(desk, lane, token),
        "stop" => new Stop(desk, lane, token),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public virtual Task PrepareAsync() => Task.CompletedTask;

    public abstract Task<SubmitOutcome> AskAsync();

    public abstract Task<bool> IsDoneAsync();

    protected async Task RestAsync()
    {
        Expect.Accepted(await UntilKnownAsync(() => Desk.Exchange.PlaceOrderAsync(Lane.Resting(LinkId), Token)));
        await Eventually.TrueAsync(
            async () => (await Desk.Truth.OrdersAsync(Lane.Wire, Lane.SymbolText, LinkId)).Any(VenueTruth.IsLive), "the order rests", TimeSpan.FromSeconds(60), Token);
    }

    /// <summary>Asks again while the answer is lost, as a slow machine may make it; the same id each time.</summary>
    public static async Task<SubmitOutcome> UntilKnownAsync(Func<Task<SubmitOutcome>> ask)
    {
        var outcome = await ask();
        for (var tries = 0; tries < 20 && outcome is SubmitOutcome.Unknown or SubmitOutcome.Rejected { Error.Class: VenueErrorClass.Wait }; tries++)
            outcome = await ask();
        return outcome;
    }

    private sealed class Place(PaperDesk desk, Lane lane, CancellationToken token) : Wish(desk, lane, token)
    {
        public override string Path => Routes.Create;

        public override Task<SubmitOutcome> AskAsync() => Desk.Exchange.PlaceOrderAsync(Lane.Protected(LinkId), Token);

        public override async Task<bool> IsDoneAsync() => (await Desk.Truth.OrdersAsync(Lane.Wire, Lane.SymbolText, LinkId)).Count > 0;
    }

    private sealed class Batch(PaperDesk desk, Lane lane, CancellationToken token) : Wish(desk, lane, token)
    {
        public override string Path => Routes.CreateBatch;

        public override async Task<SubmitOutcome> AskAsync() => Assert.Single(await Desk.Exchange.PlaceOrdersAsync([Lane.Market(LinkId)], Token));

        public override async Task<bool> IsDoneAsync() => (await Desk.Truth.OrdersAsync(Lane.Wire, Lane.SymbolText, LinkId)).Count > 0;
    }

    private sealed class Amend(PaperDesk desk, Lane lane, CancellationToken token) : Wish(desk, lane, token)
    {
        private decimal NewPrice => Lane.RestingPrice - Lane.Step;

        public override string Path => Routes.Amend;

        public override Task PrepareAsync() => RestAsync();

        public override Task<SubmitOutcome> AskAsync() => Desk.Exchange.AmendOrderAsync(
            new OrderAmendment { LinkId = OrderLinkId.Parse(LinkId), Category = Lane.Category, Symbol = Lane.Symbol, LimitPrice = NewPrice }, Token);

        public override async Task<bool> IsDoneAsync() =>
            (await Desk.Truth.OrdersAsync(Lane.Wire, Lane.SymbolText, LinkId)).Any(order => VenueTruth.Number(order, "price") == NewPrice);
    }

    private sealed class Cancel(PaperDesk desk, Lane lane, CancellationToken token) : Wish(desk, lane, token)
    {
        public override string Path => Routes.Cancel;

        public override Task PrepareAsync() => RestAsync();

        public override Task<SubmitOutcome> AskAsync() =>
            Desk.Exchange.CancelOrderAsync(Lane.Category, Lane.Symbol, OrderLinkId.Parse(LinkId), isStopOrder: false, Token);

        public override async Task<bool> IsDoneAsync() => !(await Desk.Truth.OrdersAsync(Lane.Wire, Lane.SymbolText, LinkId)).Any(VenueTruth.IsLive);
    }

    private sealed class Stop(PaperDesk desk, Lane lane, CancellationToken token) : Wish(desk, lane, token)
    {
        public override string Path => Routes.Stop;

        public override async Task PrepareAsync()
        {
            Expect.Accepted(await UntilKnownAsync(() => Desk.Exchange.PlaceOrderAsync(Lane.Market(LinkId), Token)));
            await Eventually.TrueAsync(
                async () => (await Desk.Truth.PositionsAsync(Lane.Wire, Lane.SymbolText)).Count == 1, "the position is open", TimeSpan.FromSeconds(60), Token);
        }

        public override Task<SubmitOutcome> AskAsync() =>
            Desk.Exchange.SetTradingStopAsync(new TradingStop(Lane.Category, Lane.Symbol, Lane.StopPrice, null), Token);

        public override async Task<bool> IsDoneAsync() =>
            (await Desk.Truth.PositionsAsync(Lane.Wire, Lane.SymbolText)).Any(position => VenueTruth.Number(position, "stopLoss") == Lane.StopPrice);
    }
}
