using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Functions.Tests.Trading;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>
/// Two processes of the bot over one real ledger and one paper exchange, all on one clock that skips what it would wait for.
/// </summary>
internal sealed class AlertWorld : IAsyncDisposable
{
    private const string Coin = "BTC";
    private const int MostSequencesKept = 40;
    private const int MostReads = 20;
    private readonly TradingDatabase _database;
    private readonly PaperExchangeHost _paper;
    private readonly AlertWorker[] _workers;
    private int _kept = MostSequencesKept;

    private AlertWorld(TradingDatabase database, PaperExchangeHost paper, SkippedClock clock)
    {
        (_database, _paper, Clock) = (database, paper, clock);
        Controls = new PaperExchangeControls(paper.BaseUrl);
        _workers = [NewWorker(), NewWorker()];
    }

    public SkippedClock Clock { get; }

    public PaperExchangeControls Controls { get; }

    public DisturbedCalls Calls { get; } = new();

    public IReadOnlyList<AlertWorker> Workers => _workers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AlertWorld> OpenAsync()
    {
        var database = new TradingDatabase();
        await database.InitializeAsync();
        var clock = new SkippedClock();
        var options = new PaperExchangeOptions
        {
            Port = 0,
            AutoPrices = false,
            SlippageBasisPoints = 0,
            FundingRate = 0,
            AckLatency = TimeSpan.Zero,
            TimeProvider = clock,
        };
        var paper = new PaperExchangeHost(options, NullLoggerFactory.Instance);
        await paper.StartAsync(Token);
        return new AlertWorld(database, paper, clock);
    }

    /// <summary>A ledger without trades, an account of 100,000 USDT and nothing else, a price of 60,000.</summary>
    public async Task BeginAsync(Category category)
    {
        Calls.Clear();
        if (_kept++ < MostSequencesKept)
        {
            await _database.ExecuteAsync(
                "delete from trading.fills; delete from trading.funding_payments; delete from trading.orders; delete from trading.trade_events; delete from trading.trades;");
        }
        else
        {
            await _database.EmptyAsync();
            _kept = 0;
        }

        await Controls.ResetAsync(("USDT", "100000"));
        await Controls.PriceAsync(60_000, EnumNames.Write(category));
    }

    /// <summary>A new process in the place of one that has died.</summary>
    public async Task ReplaceAsync(AlertWorker dead)
    {
        _workers[Array.IndexOf(_workers, dead)] = NewWorker();
        await dead.DisposeAsync();
    }

    public T Service<T>()
        where T : notnull => _workers[0].Service<T>();

    /// <summary>What is held at the exchange: side and size. On spot, what no order could sell is nothing.</summary>
    public async Task<(Direction? Side, decimal Size)> HeldAsync(Category category)
    {
        var exchange = Service<IExchange>();
        if (category != Category.Spot)
        {
            var positions = await ReadAsync(() => exchange.GetPositionsAsync(category, TradeDriver.Btc, Token));
            return positions.SingleOrDefault() is { } held ? (held.Direction, held.Quantity) : (null, 0);
        }

        var balance = await ReadAsync(() => exchange.GetBalanceAsync(Token));
        var coins = balance.Coins.FirstOrDefault(static coin => coin.Coin == Coin)?.WalletBalance ?? 0;
        return coins < SequenceText.LeastSpot ? (null, 0) : (Direction.Long, coins);
    }

    public async ValueTask DisposeAsync()
    {
        Controls.Dispose();
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        await _paper.DisposeAsync();
        await _database.DisposeAsync();
    }

    private AlertWorker NewWorker() => new(_database.Source, _paper, Clock, Calls);

    // A wait that moved the clock leaves the client's idea of the exchange's time behind; it asks anew after the first refusal.
    private static async Task<T> ReadAsync<T>(Func<Task<ExchangeResult<T>>> read)
    {
        for (var tries = 0; ; tries++)
        {
            var result = await read();
            if (result is ExchangeResult<T>.Success { Value: var value })
                return value;
            if (tries == MostReads)
                throw new InvalidOperationException($"No answer: {result}");
        }
    }
}
