using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Engine;
using TradingBot.PaperExchange.Faults;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Randomness;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Tests;

/// <summary>A trader without sense: orders of every kind in every category, wild prices, funding. The seed decides everything.</summary>
internal sealed class RandomTrader
{
    private static readonly (Category Category, string Symbol, int Idx, decimal Unit)[] _markets =
    [
        (Category.Linear, "BTCUSDT", 0, 0.05m),
        (Category.Linear, "ETHUSDT", 1, 1),
        (Category.Linear, "ETHUSDT", 2, 1),
        (Category.Inverse, "BTCUSD", 0, 2_500),
        (Category.Inverse, "ETHUSD", 0, 500),
        (Category.Spot, "BTCUSDT", 0, 0.001m),
        (Category.Spot, "ETHUSDT", 0, 0.02m),
    ];

    private readonly SeededRandom _random;
    private readonly Matcher _matcher;

    public RandomTrader(ulong seed)
    {
        _random = new SeededRandom(seed);
        State = Markets.NewState(("USDT", 40_000), ("BTC", 0.5m), ("ETH", 2));
        _matcher = new Matcher(State, 0.5m);
        State.Modes.Put(new PositionMode(Instrument.KeyOf(Category.Linear, "ETHUSDT"), State.NextSequence(), Hedged: true));
        foreach (var (category, symbol, idx, _) in _markets.Where(market => market.Category != Category.Spot))
            State.Positions.Put(
                State.PositionOf(category, symbol, idx) with { Leverage = 10 * (1 + Below(10)), Seq = State.NextSequence() });
    }

    public ExchangeState State { get; }

    public int Refused { get; private set; }

    public void Act()
    {
        var market = _markets[Below(_markets.Length)];
        switch (Below(10))
        {
            case 0 or 1:
                MovePrice(market.Category, market.Symbol);
                break;
            case 2 when market.Category != Category.Spot:
                Funding.SetRate(State, InstrumentCatalog.Get(market.Category, market.Symbol), (Below(41) - 20) / 1_000m);
                Funding.Pay(State, InstrumentCatalog.Get(market.Category, market.Symbol));
                break;
            case 3 when State.OpenOrders is { Count: > 0 } open:
                _matcher.Cancel(open[Below(open.Count)]);
                break;
            default:
                Place(market.Category, market.Symbol, market.Idx, market.Unit * (1 + Below(60)));
                break;
        }
    }

    private int Below(int bound) => (int)(_random.Next() % (ulong)bound);

    private void MovePrice(Category category, string symbol)
    {
        var market = State.Market(category, symbol);
        PriceWalk.Set(State, market, market.Instrument.RoundToTick(market.Last * (1 + (Below(241) - 120) / 1_000m)), null);
        foreach (var moved in State.Markets.All.Where(other => other.Instrument.BaseCoin == market.Instrument.BaseCoin).ToList())
            _matcher.OnPrice(moved.Category, moved.Symbol);
    }

    private void Place(Category category, string symbol, int idx, decimal qty)
    {
        var market = State.Market(category, symbol);
        var (side, spot, kind) = (Below(2) == 0 ? Side.Buy : Side.Sell, category == Category.Spot, Below(6));
        decimal At(int thousandths) => market.Instrument.RoundToTick(
            market.Last * (1 + (side == Side.Buy ? thousandths : -thousandths) / 1_000m));
        var request = new OrderRequest
        {
            Category = category,
            Symbol = symbol,
            Side = side,
            PositionIdx = idx,
            Type = kind is 0 or 1 ? OrderType.Limit : OrderType.Market,
            Qty = qty,
            Price = kind is 0 or 1 ? At(Below(41) - 30) : null,
            TimeInForce = kind == 1 ? TimeInForce.PostOnly : TimeInForce.GTC,
            MarketUnit = "baseCoin",
            ReduceOnly = !spot && Below(4) == 0,
            TakeProfit = !spot && kind is 0 or 2 ? At(60) : null,
            StopLoss = !spot && kind is 0 or 3 ? At(-60) : null,
            TpslMode = !spot && kind == 3 ? TpslMode.Partial : null,
            TriggerPrice = kind == 5 ? At(20) : null,
            TriggerDirection = kind == 5 ? side == Side.Buy ? 1 : 2 : 0,
            Filter = spot && kind == 5 ? OrderFilter.TpslOrder : OrderFilter.Order,
        };
        if (OrderChecks.Check(State, request) is not null)
        {
            Refused++;
            return;
        }

        var split = Below(5) == 0 ? new Fault { Kind = FaultKind.SplitFill, Path = "", Count = 1, Percent = 30 } : null;
        _matcher.Accept(OrderIntake.Enter(State, request, split).Id);
    }
}
